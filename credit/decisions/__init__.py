"""What does the law of my place say in my case? Pure functions from facts and dates to an answer with its reasons.

Each returns a `credit.reasons.Decision`: the answer, and the rules that lead to it with their dates and values. No
number of the law stands in these modules; teaching material, not legal advice.
"""
