using System.Globalization;

namespace Tauro.Load;

/// <summary>What the command line asks for.</summary>
public sealed record LoadOptions
{
    public const string Usage = """
        usage: Tauro.Load --url http://127.0.0.1:5080 [options]     each scenario in turn, closed loop
               Tauro.Load soak --url ... [--minutes 20]             load for long, a line a minute, a verdict
               Tauro.Load --compare before.json after.json          ratios of two results
               Tauro.Load --list                                    the scenarios' names

          --only a,b,c*        scenarios by name; * at the end stands for anything
          --clients 1,8        requests under way at once; each number is a row   (default 8)
          --seconds 8          how long each row is timed
          --rate 500           open loop: so many starts a second; latencies count from the intended start
          --pid 1234           samples CPU and memory of that process and all below it (Linux)
          --metrics http://127.0.0.1:5101/metrics   a soak tells how long commits took beside checkpoints
          --out result.json    keeps the result for --compare
          --label text         stands in the result
          --search-runs 10000  runs to search among; made once on a server
          --artifact-mib 256   size of the artifact     --artifact-ops 3   how often it is sent and fetched
          --check              counts afterwards what the server holds of what it acknowledged
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

    /// <summary>Starts a second over all clients; null is a closed loop.</summary>
    public double? Rate { get; init; }

    public int? Pid { get; init; }

    /// <summary>Where the service that holds the points tells its metrics; null for not asking it.</summary>
    public Uri? Metrics { get; init; }

    public string? Out { get; init; }

    public string Label { get; init; } = "";

    public int SearchRuns { get; init; } = 10_000;

    public int ArtifactMiB { get; init; } = 256;

    public int ArtifactTimes { get; init; } = 3;

    /// <summary>For all clients of the widest row, and for making what is searched.</summary>
    public int ConnectionsMax => Math.Max(Clients.Max(), 8);

    /// <summary>Null when something is not understood.</summary>
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
        _ => throw new FormatException($"'{name}' is no option"),
    };

    private static double Number(Queue<string> rest) =>
        double.Parse(rest.Dequeue(), CultureInfo.InvariantCulture) is > 0 and var number
            ? number : throw new FormatException("A number must be above 0");
}
