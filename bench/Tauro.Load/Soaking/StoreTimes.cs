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
        var value = await http.GetStringAsync(metrics);
        return new StoreTimes(
            PrometheusText.Histogram(value, "tauro_store_commit_duration_seconds", Activity),
            PrometheusText.Histogram(value, "tauro_store_append_duration_seconds", Activity),
            ReadSingle(value, "tauro_store_checkpoint_duration_seconds"),
            ReadSingle(value, "tauro_store_compaction_duration_seconds"));
    }

    public StoreTimes Since(StoreTimes before) => new(
        Since(Commits, before.Commits), Since(Appends, before.Appends),
        Checkpoints.Since(before.Checkpoints), Compactions.Since(before.Compactions));

    public override string ToString()
    {
        var builder = new StringBuilder();
        builder.AppendLine($"{Checkpoints.Count} checkpoints of {Checkpoints.MeanSeconds:0.00} s, "
            + $"{Compactions.Count} compactions of {Compactions.MeanSeconds:0.00} s");
        Append(builder, "commits", Commits);
        Append(builder, "appends", Appends);
        return builder.ToString().TrimEnd();
    }

    private static void Append(StringBuilder builder, string what, Dictionary<string, Buckets> all)
    {
        var each = Activities.Select(value => all.GetValueOrDefault(value, Buckets.None)).ToList();
        builder.AppendLine(
            $"{what + ", up to ms",-20}" + string.Concat(Activities.Select(value => $"{value,14}")));
        var bounds = each.SelectMany(buckets => buckets.UpTo).Select(pair => pair.Seconds).Distinct().Order()
            .Where(bound => each.Any(buckets => buckets.CountAt(bound) > 0));
        foreach (var bound in bounds)
        {
            builder.AppendLine(
                $"{Table.Time(bound * 1000),20}"
                + string.Concat(each.Select(buckets => $"{buckets.CountAt(bound),14:#,0}")));
        }

        foreach (var (name, share) in new[] { ("p50", 0.5), ("p99", 0.99), ("p99.9", 0.999), ("max", 1.0) })
        {
            builder.AppendLine($"{name,20}" + string.Concat(
                each.Select(buckets => $"{(buckets.Count > 0 ? Table.Time(buckets.Quantile(share) * 1000) : ""),14}")));
        }
    }

    private static Buckets ReadSingle(string value, string name) =>
        PrometheusText.Histogram(value, name, Activity).GetValueOrDefault("", Buckets.None);

    private static Dictionary<string, Buckets> Since(
        Dictionary<string, Buckets> now, Dictionary<string, Buckets> before) =>
        now.ToDictionary(pair => pair.Key, pair => pair.Value.Since(before.GetValueOrDefault(pair.Key, Buckets.None)));
}
