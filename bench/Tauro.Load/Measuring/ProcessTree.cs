using System.Globalization;

namespace Tauro.Load.Measuring;

/// <summary>Reads the resource use of a process and its descendants from <c>/proc</c>.</summary>
public static class ProcessTree
{
    private const double TicksPerSecond = 100;
    private const int ParentField = 1;
    private const int UserTicksField = 11;
    private const int SystemTicksField = 12;

    /// <summary>Returns the current use; null if there is no <c>/proc</c> or no such process.</summary>
    /// <param name="withPss">Whether to read the PSS, which takes the kernel milliseconds; RSS is cheap.</param>
    public static ProcessUse? Read(int root, bool withPss = false)
    {
        if (!Directory.Exists($"/proc/{root}")) return null;
        var parents = new Dictionary<int, int>();
        var seconds = new Dictionary<int, double>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var pid) || StatOf(pid) is not { } stat) continue;
            parents[pid] = int.Parse(stat[ParentField], CultureInfo.InvariantCulture);
            seconds[pid] = (Ticks(stat[UserTicksField]) + Ticks(stat[SystemTicksField])) / TicksPerSecond;
        }

        var tree = parents.Keys.Where(pid => IsBelow(pid, root, parents)).ToList();
        return new ProcessUse(
            tree.Count,
            tree.Sum(pid => seconds[pid]),
            tree.Sum(pid => KiB($"/proc/{pid}/status", "VmRSS:")) / 1024.0,
            withPss ? tree.Sum(pid => KiB($"/proc/{pid}/smaps_rollup", "Pss:")) / 1024.0 : null);
    }

    private static bool IsBelow(int pid, int root, Dictionary<int, int> parents)
    {
        for (var steps = 0; steps < parents.Count; steps++)
        {
            if (pid == root) return true;
            if (!parents.TryGetValue(pid, out pid)) return false;
        }

        return false;
    }

    /// <summary>The fields after the name, which is in parentheses and may contain any character.</summary>
    private static string[]? StatOf(int pid) => ReadFile($"/proc/{pid}/stat") is { Length: > 0 } value
        ? value[(value.LastIndexOf(')') + 2)..].Split(' ')
        : null;

    private static long Ticks(string field) => long.Parse(field, CultureInfo.InvariantCulture);

    private static long KiB(string file, string name)
    {
        var line = ReadFile(file)?.Split('\n')
            .FirstOrDefault(value => value.StartsWith(name, StringComparison.Ordinal));
        return line is null
            ? 0
            : long.Parse(line[name.Length..].Replace("kB", "").Trim(), CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a file; null if the process has ended in the meantime.</summary>
    private static string? ReadFile(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
