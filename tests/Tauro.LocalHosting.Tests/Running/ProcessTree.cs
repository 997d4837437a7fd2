using System.Diagnostics;

namespace Tauro.LocalHosting.Tests.Running;

internal static class ProcessTree
{
    public static IReadOnlyList<ProcessIdentity> Below(int root)
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0]))
            .Select(ReadStat)
            .OfType<(int Pid, int Parent)>()
            .ToLookup(p => p.Parent, p => p.Pid);
        var found = new List<ProcessIdentity>();
        var open = new Queue<int>([root]);
        while (open.TryDequeue(out var parent))
        {
            foreach (var pid in parents[parent])
            {
                open.Enqueue(pid);
                if (Identify(pid) is { } identity)
                {
                    found.Add(identity);
                }
            }
        }

        return found;
    }

    private static ProcessIdentity? Identify(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return ProcessIdentity.Of(process, ownGroup: false);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static (int Pid, int Parent)? ReadStat(string path)
    {
        try
        {
            // pid (name) state parent …, where the name may hold spaces and parentheses.
            var stat = File.ReadAllText(Path.Combine(path, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(Path.GetFileName(path)), int.Parse(fields[1]));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
