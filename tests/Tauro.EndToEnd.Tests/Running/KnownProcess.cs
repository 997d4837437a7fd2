using System.Globalization;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>A process by its pid and the moment it started, so that another of that pid is not taken for it.</summary>
public sealed record KnownProcess(int Pid, int Parent, string Name, long StartedAt)
{
    public bool IsAlive => Read($"/proc/{Pid}") is { } now && now.StartedAt == StartedAt;

    public static IReadOnlyList<KnownProcess> Below(int root)
    {
        var children = Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path[^1]))
            .Select(Read).OfType<KnownProcess>().ToLookup(process => process.Parent);
        var found = new List<KnownProcess>();
        var open = new Queue<int>([root]);
        while (open.TryDequeue(out var parent))
            foreach (var child in children[parent])
            {
                found.Add(child);
                open.Enqueue(child.Pid);
            }

        return found;
    }

    /// <summary>Those on whose command line these arguments follow each other.</summary>
    public static IEnumerable<KnownProcess> WithArguments(params string[] arguments)
    {
        var wanted = $"\0{string.Join('\0', arguments)}\0";
        return Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(path[^1]))
            .Where(path => CommandLine(path).Contains(wanted, StringComparison.Ordinal)).Select(Read)
            .OfType<KnownProcess>();
    }

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Null for one that is gone, or dead and not yet collected.</summary>
    private static KnownProcess? Read(string folder)
    {
        try
        {
            // pid (name) state parent …, where the name may hold spaces and parentheses; field 22 is the start.
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var (open, close) = (stat.IndexOf('('), stat.LastIndexOf(')'));
            var fields = stat[(close + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new(
                Number(Path.GetFileName(folder)), Number(fields[1]), stat[(open + 1)..close],
                long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
