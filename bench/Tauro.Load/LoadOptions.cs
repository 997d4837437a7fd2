using System.Globalization;

namespace Tauro.Load;

/// <summary>The options on the command line.</summary>
public sealed record LoadOptions
{
    public const string Usage = """
        usage: Tauro.Load --url http://127.0.0.1:5080 [options]     each scenario, in a closed loop
               Tauro.Load soak --url ... [--minutes 20]             load for a long time, a line per minute, a verdict
               Tauro.Load --compare before.json after.json          the ratios of two results
               Tauro.Load --list                                    the scenarios' names

          --only a,b,c*        scenarios by name; a trailing * matches any suffix
          --clients 1,8        concurrent clients; each number is a row   (default 8)
          --seconds 8          duration of each row
          --rate 500           open loop: starts per second; latencies are measured from the intended start
          --pid 1234           measures CPU and memory of that process and its children (Linux)
          --metrics http://127.0.0.1:5101/metrics   a soak reports how long commits took during checkpoints
          --out result.json    saves the result for --compare
          --label text         is stored in the result
          --search-runs 10000  runs to search among; created once per server
          --artifact-mib 256   size of the artifact     --artifact-ops 3   how often it is uploaded and downloaded
          --check              counts at the end whether everything acknowledged was stored
        """;

    public Uri Url { get; init; } = new("http://127.0.0.1:5080");

    public bool Soak { get; init; }

    public bool List { get; init; }

    public bool Check { get; init; }

    public IReadOnlyList<string> Compare { get; init; } = [];

    public IReadOnlyList<string> Only { get; init; } = [];

    public IReadOnlyList<int> Clients { get; init; } = [8];

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(8);

    public TimeSpan SoakDuration { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>Starts per second of all clients together; null for a closed loop.</summary>
    public double? Rate { get; init; }

    public int? Pid { get; init; }

    /// <summary>The metrics endpoint of the tracking service; null to not read it.</summary>
    public Uri? Metrics { get; init; }

    public string? Out { get; init; }

    public string Label { get; init; } = "";

    public int SearchRuns { get; init; } = 10_000;

    public int ArtifactMiB { get; init; } = 256;

    public int ArtifactTimes { get; init; } = 3;

    /// <summary>Enough for the row with the most clients, and for creating the runs to search.</summary>
    public int ConnectionsMax => Math.Max(Clients.Max(), 8);

    /// <summary>Parses the arguments; null if one is invalid.</summary>
    public static LoadOptions? Parse(IEnumerable<string> args)
    {
        var rest = new Queue<string>(args);
        var options = new LoadOptions();
        var hasUrl = false;
        try
        {
            while (rest.TryDequeue(out var name))
            {
                hasUrl |= name is "--url" or "--compare" or "--list";
                options = options.With(name, rest);
            }
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidOperationException)
        {
            return null;
        }

        return hasUrl && options.Clients.All(clients => clients > 0) ? options : null;
    }

    private LoadOptions With(string name, Queue<string> rest) => name switch
    {
        "soak" => this with { Soak = true },
        "--list" => this with { List = true },
        "--check" => this with { Check = true },
        "--compare" => this with { Compare = [rest.Dequeue(), rest.Dequeue()] },
        "--url" => this with { Url = new Uri(rest.Dequeue().TrimEnd('/') + "/") },
        "--only" => this with { Only = rest.Dequeue().Split(',', StringSplitOptions.RemoveEmptyEntries) },
        "--clients" => this with { Clients = [.. rest.Dequeue().Split(',').Select(int.Parse)] },
        "--seconds" => this with { Duration = TimeSpan.FromSeconds(Number(rest)) },
        "--minutes" => this with { SoakDuration = TimeSpan.FromMinutes(Number(rest)) },
        "--rate" => this with { Rate = Number(rest) },
        "--pid" => this with { Pid = (int)Number(rest) },
        "--metrics" => this with { Metrics = new Uri(rest.Dequeue()) },
        "--out" => this with { Out = rest.Dequeue() },
        "--label" => this with { Label = rest.Dequeue() },
        "--search-runs" => this with { SearchRuns = (int)Number(rest) },
        "--artifact-mib" => this with { ArtifactMiB = (int)Number(rest) },
        "--artifact-ops" => this with { ArtifactTimes = (int)Number(rest) },
        _ => throw new FormatException($"'{name}' is not an option"),
    };

    private static double Number(Queue<string> rest) =>
        double.Parse(rest.Dequeue(), CultureInfo.InvariantCulture) is > 0 and var number
            ? number : throw new FormatException("A number must be greater than 0");
}
