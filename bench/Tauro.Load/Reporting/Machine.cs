using System.Runtime.InteropServices;

namespace Tauro.Load.Reporting;

/// <summary>The machine of a result: numbers from different machines cannot be compared.</summary>
public sealed record Machine(string Processor, int Cores, double MemoryGiB, string System, string Runtime)
{
    private const string ProcessorFile = "/proc/cpuinfo";

    public static Machine This() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30), 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    public override string ToString() => $"{Processor}, {Cores} cores, {MemoryGiB} GiB, {System}, {Runtime}";

    private static string ProcessorName()
    {
        var lines = File.Exists(ProcessorFile) ? File.ReadLines(ProcessorFile) : [];
        var line = lines.FirstOrDefault(value => value.StartsWith("model name", StringComparison.Ordinal));
        return line?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
