using System.Globalization;
using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Contracts.Trail;
using Tauro.Stores.Local.Trails;

namespace Tauro.Stores.Local.Models;

/// <summary>Reads from the trail which versions of a model were in which stages.</summary>
internal static class StageTimeline
{
    /// <summary>The entries that are read at most.</summary>
    private const int ExaminedMax = 100_000;

    /// <param name="newestFirst">The entries about the model and its versions.</param>
    /// <param name="present">The present stage of each version that exists.</param>
    /// <returns>The periods, and whether these are all.</returns>
    public static (List<StagePeriod> Periods, bool IsComplete) Read(
        IEnumerable<TrailLine> newestFirst, IReadOnlyDictionary<int, ModelStage> present)
    {
        var examined = 0;
        var periods = new List<StagePeriod>();
        var open = present.ToDictionary(
            pair => pair.Key, pair => new StagePeriod(pair.Key, pair.Value, null, null, null, null));
        foreach (var line in newestFirst.Where(line => line.Kind == "model_version"))
        {
            if (periods.Count >= Limits.TimelinePeriodsMax || ++examined > ExaminedMax) return (periods, false);
            var entry = JsonSerializer.Deserialize<TrailEntry>(line.Bytes, TauroJson.Options)!;
            var version = int.Parse(
                line.Resource.AsSpan(line.Resource.LastIndexOf('/') + 1), CultureInfo.InvariantCulture);
            if (Find<ModelStage?>(entry.After, "stage") is not null && open.Remove(version, out var period))
                periods.Add(period with
                {
                    From = entry.Time, By = entry.Actor, Verdict = Find<GateVerdict>(entry.After, "verdict"),
                });
            if (Find<ModelStage?>(entry.Before, "stage") is { } before)
                open[version] = new StagePeriod(version, before, null, entry.Time, null, entry.Actor);
        }

        var left = Math.Max(0, Limits.TimelinePeriodsMax - periods.Count);
        periods.AddRange(open.Values.Take(left));
        return (periods, open.Count <= left);
    }

    public static IReadOnlyList<StagePeriod> Sort(IEnumerable<StagePeriod> periods) =>
    [
        .. periods.OrderBy(period => PlaceOf(period.Stage))
            .ThenBy(period => period.Stage.ToString(), StringComparer.Ordinal)
            .ThenByDescending(period => period.From ?? long.MinValue).ThenByDescending(period => period.Version),
    ];

    private static int PlaceOf(ModelStage stage) =>
        stage == ModelStage.Production ? 0
        : stage == ModelStage.Staging ? 1
        : stage == ModelStage.Archived ? 3
        : stage == ModelStage.None ? 4
        : 2;

    private static T? Find<T>(JsonElement? changed, string member) =>
        changed is { } members && members.TryGetProperty(member, out var value)
            ? value.Deserialize<T>(TauroJson.Options)
            : default;
}
