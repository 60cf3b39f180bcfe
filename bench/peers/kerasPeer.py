"""Keras's training step of a recurrent model on TensorFlow. Arguments: lstm|gru time batch units inputs layers.

Says "ready", then answers every number of steps on standard input with the milliseconds of one of them.
"""
import os
import sys
import time

os.environ.setdefault("KERAS_BACKEND", "tensorflow")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy

cell, (steps, batch, units, inputs, layers) = sys.argv[1], map(int, sys.argv[2:7])
kind = {"lstm": keras.layers.LSTM, "gru": keras.layers.GRU}[cell]
recurrent = [kind(units, return_sequences=layer < layers - 1) for layer in range(layers)]
model = keras.Sequential([keras.Input((steps, inputs)), *recurrent, keras.layers.Dense(1)])
model.compile(optimizer=keras.optimizers.Adam(0.001), loss="mse")
windows = numpy.random.randn(batch, steps, inputs).astype("float32")
targets = numpy.random.randn(batch, 1).astype("float32")


def step():
    model.train_on_batch(windows, targets)


step()
print("ready", flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    for _ in range(int(line)):
        step()
    print((time.perf_counter() - start) / int(line) * 1000, flush=True)
