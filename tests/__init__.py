import os

# Before NumPy is imported. Threads of OpenBLAS would wait for one another and for the other tests.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
