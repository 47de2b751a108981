"""The sentences people are told, one story a file: second person, plain, with the day, the hour and the money.

Each function gives the Words of one piece of news in the language that is active when it is called.
"""
