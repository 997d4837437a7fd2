using System.Text;
using Tauro.Load.Measuring;
using Tauro.Load.Reporting;

namespace Tauro.Load.Soaking;

/// <summary>
/// The durations of commits in the store and of the appends that they waited for: during checkpoints, during
/// compactions, and at other times. They show whether either delays writers.
/// </summary>
public sealed record StoreTimes(
    Dictionary<string, Buckets> Commits,
    Dictionary<string, Buckets> Appends,
    Buckets Checkpoints,
    Buckets Compactions)
{
    private const string Activity = "activity";
    private static readonly string[] Activities = ["idle", "checkpoint", "compaction"];

    public static async Task<StoreTimes> Read(Uri metrics)
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(metrics);
        return new StoreTimes(
            PrometheusText.Histogram(text, "tauro_store_commit_duration_seconds", Activity),
            PrometheusText.Histogram(text, "tauro_store_append_duration_seconds", Activity),
            One(text, "tauro_store_checkpoint_duration_seconds"),
            One(text, "tauro_store_compaction_duration_seconds"));
    }

    public StoreTimes Since(StoreTimes before) => new(
        Since(Commits, before.Commits), Since(Appends, before.Appends),
        Checkpoints.Since(before.Checkpoints), Compactions.Since(before.Compactions));

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine($"{Checkpoints.Count} checkpoints of {Checkpoints.MeanSeconds:0.00} s, "
            + $"{Compactions.Count} compactions of {Compactions.MeanSeconds:0.00} s");
        Append(text, "commits", Commits);
        Append(text, "appends", Appends);
        return text.ToString().TrimEnd();
    }

    private static void Append(StringBuilder text, string what, Dictionary<string, Buckets> all)
    {
        var each = Activities.Select(one => all.GetValueOrDefault(one, Buckets.None)).ToList();
        text.AppendLine(
            $"{what + ", up to ms",-20}" + string.Concat(Activities.Select(one => $"{one,14}")));
        var bounds = each.SelectMany(one => one.UpTo).Select(one => one.Seconds).Distinct().Order()
            .Where(bound => each.Any(one => one.In(bound) > 0));
        foreach (var bound in bounds)
        {
            text.AppendLine(
                $"{Table.Time(bound * 1000),20}" + string.Concat(each.Select(one => $"{one.In(bound),14:#,0}")));
        }

        foreach (var (name, share) in new[] { ("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999), ("max", 1.0) })
        {
            text.AppendLine($"{name,20}" + string.Concat(
                each.Select(one => $"{(one.Count > 0 ? Table.Time(one.Quantile(share) * 1000) : ""),14}")));
        }
    }

    private static Buckets One(string text, string name) =>
        PrometheusText.Histogram(text, name, Activity).GetValueOrDefault("", Buckets.None);

    private static Dictionary<string, Buckets> Since(
        Dictionary<string, Buckets> now, Dictionary<string, Buckets> before) =>
        now.ToDictionary(one => one.Key, one => one.Value.Since(before.GetValueOrDefault(one.Key, Buckets.None)));
}
