using System.Globalization;

namespace Tauro.EndToEnd.Tests.Running;

/// <summary>A process, identified by its pid and start time, because pids are reused.</summary>
public sealed record KnownProcess(int Pid, int Parent, string Name, long StartedAt)
{
    public bool IsAlive => Read($"/proc/{Pid}") is { } now && now.StartedAt == StartedAt;

    /// <exception cref="InvalidOperationException">No process has this pid.</exception>
    public static KnownProcess Get(int pid) =>
        Read($"/proc/{pid}") ?? throw new InvalidOperationException($"There is no process {pid}.");

    public static IReadOnlyList<KnownProcess> GetDescendants(int root)
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

    /// <summary>Returns the address that the process has to listen on.</summary>
    /// <exception cref="IOException">The process has ended.</exception>
    public async Task<Uri> GetAddress()
    {
        var environment = await File.ReadAllTextAsync($"/proc/{Pid}/environ");
        var urls = environment.Split('\0').First(variable => variable.StartsWith("ASPNETCORE_URLS="));
        return new Uri(urls.Split('=', 2)[1]);
    }

    /// <summary>Returns the processes whose command line contains these consecutive arguments.</summary>
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

    /// <summary>Reads a process; null if it has ended or is a zombie.</summary>
    private static KnownProcess? Read(string folder)
    {
        try
        {
            // pid (name) state parent …, where the name may contain spaces and parentheses; field 22 is its start.
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

    private static int Number(string value) => int.Parse(value, CultureInfo.InvariantCulture);
}
