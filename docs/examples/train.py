#!/usr/bin/env python3
# Copyright The Cordon Authors
# SPDX-License-Identifier: Apache-2.0
"""Logistic regression in NumPy, trained as Cordon's own trainer would: see docs/external-trainer.md.

Write train() anew for a model of your own; what stands below it are the bytes, and stays as it is.
"""
import struct
import sys
from collections import namedtuple

import numpy as np

Request = namedtuple(
    "Request",
    "kind activation optimiser epochs batch_size learning_rate proximal seed widths weights features labels order",
)


class Refused(Exception):
    """What this program does not train; the words reach the log of the exchange."""


def train(request):
    """The update of the weights, the number of rows it was trained on, and the number of steps."""
    if request.kind != "mlp_classifier" or len(request.widths) != 2 or request.optimiser != "sgd":
        raise Refused("this program trains an mlp_classifier without hidden layers by sgd only")
    x = np.column_stack([request.features, np.ones(len(request.features), np.float32)])
    y = request.labels
    start, rate, pull = request.weights, np.float32(request.learning_rate), np.float32(request.proximal)
    w, steps = start.copy(), 0
    for order in request.order:  # one pass over the rows, in the order that Cordon drew
        for first in range(0, len(order), request.batch_size):
            rows = order[first : first + request.batch_size]
            with np.errstate(over="ignore"):
                p = (1 / (1 + np.exp(-(x[rows] @ w).astype(np.float64)))).astype(np.float32)
            clipped = np.clip(p, np.float32(1e-5), 1 - np.float32(1e-5))
            slope = (clipped - y[rows]) / (clipped * (1 - clipped)) * (p * (1 - p))
            w -= rate * (slope @ x[rows] / np.float32(len(rows)) + pull * (w - start))
            steps += 1
    return w - start, len(x), steps


# The bytes: little-endian, a header of 16 bytes, then as many as it says.

HEADER = struct.Struct("<4sIQ")
FIXED = struct.Struct("<QIIIIIIIIddq")
KINDS = ["mlp_classifier", "autoencoder", "softmax_classifier"]


def read(body):
    number, kind, activation, optimiser, epochs, batch, depth, rows, labelled, rate, pull, seed = FIXED.unpack_from(body)
    at = FIXED.size

    def take(count, form):
        nonlocal at
        values = np.frombuffer(body, form, count, at)
        at += 4 * count
        return values

    widths = [int(width) for width in take(depth, "<u4")]
    weights = take(sum((i + 1) * o for i, o in zip(widths, widths[1:])), "<f4")
    features = take(rows * widths[0], "<f4").reshape(rows, widths[0])
    labels = take(rows, "<f4") if labelled else None
    order = take(epochs * rows, "<u4").reshape(epochs, rows)
    return number, Request(
        KINDS[kind], ["relu", "tanh"][activation], ["sgd", "adam"][optimiser], epochs, batch, rate, pull, seed,
        widths, weights, features, labels, order,
    )


def answer(number, request):
    try:
        delta, rows, steps = train(request)
        body = struct.pack("<QIII", number, 0, rows, steps) + np.asarray(delta, "<f4").tobytes()
    except Refused as why:
        words = (str(why) or "no reason given").encode()[:1000].decode(errors="ignore")  # whole characters only
        body = struct.pack("<QI", number, 1) + words.encode()
    return HEADER.pack(b"CDTA", 1, len(body)) + body


def main():
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # print() must not write between the answers
    while header := requests.read(HEADER.size):
        magic, version, length = HEADER.unpack(header)
        if (magic, version) != (b"CDTQ", 1):
            sys.exit(f"this program knows version 1 of the framing, but was asked in {magic!r}, version {version}")
        answers.write(answer(*read(requests.read(length))))
        answers.flush()


if __name__ == "__main__":
    main()
