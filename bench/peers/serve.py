"""What `semblance bench` compares with: does one job after the other as asked for on stdin, a JSON object a line, and answers with one line each.

The process stays, so that a measurement never counts the loading of PyTorch. Every job is timed by the clock and by the processor time of all threads.
"""
import importlib
import json
import os
import sys
import time


def measure(work, repeats=1):
    wall, processor = time.perf_counter(), time.process_time()
    for _ in range(repeats):
        work()
    return {"seconds": (time.perf_counter() - wall) / repeats, "processor": (time.process_time() - processor) / repeats}


def memory(field):
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith(field))


def peak_bytes(work):
    """The most memory that one call holds beyond what was held before; None where the kernel does not tell."""
    try:
        with open("/proc/self/clear_refs", "w") as clear:
            clear.write("5")
        before = memory("VmRSS")
        work()
        return max(0, memory("VmHWM") - before)
    except (OSError, StopIteration):
        work()
        return None


def answer(request, state):
    module, name = request.pop("job").split(".")
    return getattr(importlib.import_module(module), name)(state, **request)


def versions():
    import torch
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    found = {"torch": torch.__version__}
    for package in ("torchvision", "sklearn"):
        try:
            found[package] = importlib.import_module(package).__version__
        except ImportError:
            pass
    return found


def main():
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    state = {}
    try:
        reply = {"versions": versions()}
    except ImportError as missing:
        reply = {"missing": missing.name}
    print(json.dumps(reply), file=out, flush=True)
    for line in sys.stdin:
        try:
            reply = answer(json.loads(line), state)
        except ImportError as missing:
            reply = {"missing": missing.name}
        except Exception as failure:  # told to the asker, who shows it
            reply = {"failed": f"{type(failure).__name__}: {failure}"}
        print(json.dumps(reply), file=out, flush=True)


if __name__ == "__main__":
    sys.modules["serve"] = sys.modules["__main__"]
    main()
