"""PyTorch's training step of a recurrent model. Arguments: lstm|gru time batch units inputs layers.

Says "ready", then answers every number of steps on standard input with the milliseconds of one of them.
"""
import sys
import time

import torch

cell, (steps, batch, units, inputs, layers) = sys.argv[1], map(int, sys.argv[2:7])


class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        kind = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU}[cell]
        self.recurrent = kind(inputs, units, layers, batch_first=True)
        self.dense = torch.nn.Linear(units, 1)

    def forward(self, windows):
        return self.dense(self.recurrent(windows)[0][:, -1])


model = Model()
optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
windows = torch.randn(batch, steps, inputs).numpy()
targets = torch.randn(batch, 1).numpy()


def step():
    loss = torch.nn.functional.mse_loss(model(torch.tensor(windows)), torch.tensor(targets))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


step()
print("ready", flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    for _ in range(int(line)):
        step()
    print((time.perf_counter() - start) / int(line) * 1000, flush=True)
