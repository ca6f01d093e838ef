using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using LanguageExt;
using static LanguageExt.Prelude;

namespace Autograd.Examples.Bench;

/// <summary>Another library's step, in a process of its own that makes steps when it is asked to.</summary>
internal sealed class Peer : IStepper, IDisposable
{
    private const string Python = "/usr/bin/python3";
    private const string Blas = "libopenblas0-openmp";

    private readonly Process _process;

    private Peer(string name, Process process) => (Name, _process, Version) = (name, process, Answer(process));

    public string Name { get; }

    /// <summary>The library, its version and what it computes with, in its own words.</summary>
    public string Version { get; }

    /// <summary>Who makes training steps.</summary>
    public static PeerScript[] Steps { get; } = [new("NumPy", "numpy", "python3-numpy", "numpy_step.py"),
        new("PyTorch", "torch", "python3-torch", "torch_step.py")];

    /// <summary>Who makes training steps of convolutional networks.</summary>
    public static PeerScript[] Networks { get; } = [Steps[1]];

    /// <summary>Who convolves.</summary>
    public static PeerScript[] Convolutions { get; } =
        [new("PyTorch", "torch", "python3-torch", "torch_convolution.py")];

    /// <summary>Who multiplies matrices.</summary>
    public static PeerScript[] Products { get; } = [new("OpenBLAS", "numpy", "python3-numpy", "numpy_product.py")];

    /// <summary>Every peer, ready to make steps, or why there is none.</summary>
    public static Either<string, Peer>[] StartAll(PeerScript[] scripts, int threads, params string[] arguments) =>
        [.. scripts.Select(peer =>
        Imports(peer.Module)
            ? Right<string, Peer>(new Peer(peer.Name, Start(threads,
                [Path.Combine(AppContext.BaseDirectory, "Bench", "peers", peer.File), .. arguments, $"{threads}"])))
            : Left<string, Peer>(
                $"{peer.Name} is not measured: it needs the Debian packages {peer.Package} and {Blas}"))];

    /// <inheritdoc/>
    public Taken Run(int steps)
    {
        try
        {
            _process.StandardInput.WriteLine(steps);
            _process.StandardInput.Flush();
        }
        catch (IOException error) when (error is not PeerException)
        {
            throw new PeerException(error.Message);
        }

        double[] taken =
            [.. Answer(_process).Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        return new(taken[0], taken[1]);
    }

    public void Dispose()
    {
        // The script ends where its questions end; it may have ended before.
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
        }

        _process.WaitForExit();
        _process.Dispose();
    }

    // Without OpenBLAS the libraries fall back to the reference BLAS, and a crippled peer is no peer.
    private static bool Imports(string module)
    {
        if (!File.Exists(Python)) return false;
        var start = new ProcessStartInfo(Python, ["-c",
            $"import {module}; assert 'openblas' in open('/proc/self/maps').read()"])
        { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    // What each library needs to be at its best: its widest kernels, its memory kept, and no more threads than we have.
    private static Process Start(int threads, params string[] arguments)
    {
        var start =
            new ProcessStartInfo(Python, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment.Remove("OPENBLAS_CORETYPE");
        start.Environment.Remove("OPENBLAS_L2_SIZE");
        // PyTorch takes its narrower kernels unless told; where the machine has none wider, the order is a crash.
        if (Avx512F.IsSupported) start.Environment["ATEN_CPU_CAPABILITY"] = "avx512";
        start.Environment["MALLOC_MMAP_THRESHOLD_"] = "4294967296";
        start.Environment["MALLOC_TRIM_THRESHOLD_"] = "8589934592";
        start.Environment["OPENBLAS_NUM_THREADS"] = start.Environment["OMP_NUM_THREADS"] = $"{threads}";
        return Process.Start(start)!;
    }

    private static string Answer(Process process) =>
        process.StandardOutput.ReadLine()
            ?? throw new PeerException("A peer's script ended before it was told to: see above.");
}

/// <summary>A peer's process has ended.</summary>
internal sealed class PeerException(string message) : IOException(message);

/// <summary>What a peer runs.</summary>
/// <param name="Name">What a table calls it.</param>
/// <param name="Module">The Python module without which there is no such peer.</param>
/// <param name="Package">The Debian package that has the module.</param>
/// <param name="File">The script, in the folder of peers.</param>
internal sealed record PeerScript(string Name, string Module, string Package, string File);
