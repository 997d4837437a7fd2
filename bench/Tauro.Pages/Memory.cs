namespace Tauro.Pages;

/// <summary>The memory of a process.</summary>
internal static class Memory
{
    public static void Print(int process, string when)
    {
        if (process == 0) return;
        var pss = Read($"/proc/{process}/smaps_rollup", "Pss:");
        var rss = Read($"/proc/{process}/status", "VmRSS:");
        Console.WriteLine($"\nMemory of the pages' process {when}: {pss:0} MiB PSS, {rss:0} MiB RSS");
    }

    private static double Read(string file, string name) =>
        double.Parse(File.ReadLines(file).First(line => line.StartsWith(name))[name.Length..^2].Trim()) / 1024;
}
