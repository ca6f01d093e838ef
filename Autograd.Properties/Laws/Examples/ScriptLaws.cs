using System.Diagnostics;
using System.Reflection;
using Autograd.Graph;
using Autograd.Nn;
using Xunit;

namespace Autograd.Properties.Examples;

/// <summary>Whatever way a user takes to the libraries, they run at full speed.</summary>
public sealed class ScriptLaws
{
    public static TheoryData<string> Libraries =>
        [.. Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
        .Where(file => File.ReadAllText(file).Contains("<IsPackable>true</IsPackable>", StringComparison.Ordinal))
        .Select(file => Path.GetRelativePath(Repository.Root, file))];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_is_optimised_in_a_debug_build(string project)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet",
            ["msbuild", project, "-nologo", "-p:Configuration=Debug", "-getProperty:Optimize",
                "-getProperty:DebugType"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Repository.Root,
        })!;
        var properties = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Contains("\"Optimize\": \"true\"", properties, StringComparison.Ordinal);
        Assert.Contains("\"DebugType\": \"portable\"", properties, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(Expr))]
    [InlineData(typeof(Mlp))]
    [InlineData(typeof(Generators.Arbitraries))]
    public void The_compiler_of_the_runtime_may_optimise_them(Type of) =>
        Assert.False(
            of.Assembly.GetCustomAttribute<DebuggableAttribute>()?.IsJITOptimizerDisabled ?? false, $"{of.Assembly}");
}
