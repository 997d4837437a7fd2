using System.Diagnostics;

namespace Tauro.Registry.Api.Tests;

/// <summary>The commands of the registry's program on a data folder.</summary>
internal static class StoreProgram
{
    /// <param name="folder">The data folder, of a service that is stopped.</param>
    /// <param name="args">The name of the command, and its arguments.</param>
    public static (int Code, string Output) Run(string folder, params string[] args)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Tauro.Registry.Api.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, .. args])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["TAURO_MLOPS_PATH"] = folder },
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
