"""Writes scikit-learn's digits as digits.npy [1797, 8, 8] in [0, 1] and digits-labels.npy to a folder: digits.py FOLDER"""

import sys

import numpy
from sklearn.datasets import load_digits

digits = load_digits()
numpy.save(f"{sys.argv[1]}/digits.npy", (digits.images / 16).astype("float64").reshape(len(digits.images), -1))
numpy.save(f"{sys.argv[1]}/digits-labels.npy", digits.target.astype("int64"))
