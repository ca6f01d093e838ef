"""What a peer computes with, for the line that goes with its figures."""
import ctypes
import subprocess


def debian(package):
    asked = subprocess.run(["dpkg-query", "-W", "-f=${Version}", package], capture_output=True, text=True)
    return f"Debian {asked.stdout}" if asked.returncode == 0 else "not Debian's"


def blas():
    """OpenBLAS's version and the kernels that it has chosen for this processor."""
    with open("/proc/self/maps") as maps:
        files = [line.split()[-1] for line in maps if "openblas" in line]
    if not files:
        return "no OpenBLAS"
    library = ctypes.CDLL(files[0])
    library.openblas_get_config.restype = library.openblas_get_corename.restype = ctypes.c_char_p
    version = " ".join(library.openblas_get_config().decode().split()[:2])
    return f"{version} with {library.openblas_get_corename().decode()} kernels"
