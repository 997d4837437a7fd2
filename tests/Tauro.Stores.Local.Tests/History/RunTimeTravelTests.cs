using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Contracts.Runs;
using Tauro.Stores.Local.Engine;
using Tauro.Stores.Local.History;
using Tauro.Stores.Local.Runs;
using Tauro.Stores.Local.State;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Tracking;
using Tauro.Stores.Runs;
using Tauro.Stores.Trail;

namespace Tauro.Stores.Local.Tests.History;

/// <summary>
/// Runs and experiments as they were: a run also follows its experiment when that is deleted or restored.
/// </summary>
public sealed class RunTimeTravelTests
{
    private const int Seeds = 8;
    private const int Steps = 60;
    private const int CrashPercent = 5;
    private const int CheckpointPercent = 15;

    public static TheoryData<int> AllSeeds => [.. Enumerable.Range(1, Seeds)];

    [Theory]
    [MemberData(nameof(AllSeeds))]
    public async Task What_was_remembered_is_what_the_past_returns(int seed)
    {
        var (random, clock, disk) = (new Random(seed), new StepClock(), new SimulatedDisk());
        var remembered = new List<(long Time, string Content)>();
        var (experiments, ids) = (new List<ExperimentId>(), new List<RunId>());
        var (engine, runs) = await Open(disk, clock, seed);
        try
        {
            for (var i = 0; i < 2; i++)
                experiments.Add((await runs.CreateExperiment(new NewExperiment($"e{i}"))).Value.ExperimentId);
            for (var step = 0; step < Steps; step++)
            {
                switch (random.Next(100))
                {
                    case < CrashPercent:
                        await engine.DisposeAsync();
                        disk = disk.Crash(CrashMode.Random, random.Next());
                        (engine, runs) = await Open(disk, clock, (seed * 1_000) + step);
                        break;
                    case < CrashPercent + CheckpointPercent: await engine.Checkpoints.Run(); break;
                    default: await Change(runs, experiments, ids, random); break;
                }

                remembered.Add((clock.Last, await Content(
                    experiments, ids, id => runs.GetExperiment(id), id => runs.GetRun(id))));
            }

            await TrailReplay.Check(engine);
            var history = new LocalRunHistory(engine);
            foreach (var (time, content) in remembered)
            {
                var past = await Content(
                    experiments, ids, id => history.GetExperiment(id, time), id => history.GetRun(id, time));
                Assert.StartsWith(content, past);
                Assert.DoesNotContain("{", past[content.Length..]); // Runs that were started later.
            }
        }
        finally
        {
            await engine.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_change_that_is_too_large_for_the_trail_is_recorded_by_digests()
    {
        var (clock, disk) = (new StepClock(), new SimulatedDisk());
        var (engine, runs) = await Open(disk, clock, 1);
        await using var opened = engine;
        var run = (await runs.StartRun(new NewRun(new("0")))).Value.RunId;
        await Tag("文");
        var first = clock.Last;
        await Tag("字");
        var second = clock.Last;
        await runs.UpdateRun(run, new RunChange(Name: "renamed"));

        var newest = (await new LocalTrailStore<TrackingState>(engine).Read(
            new TrailQuery($"runs/{run}", Descending: true, CountMax: 2))).Value.Items;
        Assert.Equal("renamed", newest[0].After!.Value.GetProperty("name").GetString());
        foreach (var part in new[] { newest[1].Before, newest[1].After })
            Assert.Equal(["bytes", "sha256"], part!.Value.EnumerateObject().Select(member => member.Name));
        var history = new LocalRunHistory(engine);
        Assert.Equal("字", (await history.GetRun(run, second)).Value.Tags["t7"][..1]);
        Assert.Equal(ProblemCodes.RunNotFound, (await history.GetRun(run, first)).Problem?.Code);

        // As bytes, more than a third of what fits into a frame.
        async Task Tag(string character)
        {
            var value = string.Concat(Enumerable.Repeat(character, Limits.TagValueLengthMax));
            var tags = Enumerable.Range(0, Limits.TagsMax - 10).ToDictionary(i => $"t{i}", _ => value);
            var logged = await runs.Log(run, new RunBatch(Tags: tags));
            Assert.True(logged.IsOk, logged.Problem?.Message);
        }
    }

    private static async Task<(LocalEngine<TrackingState> Engine, IRunStore Runs)> Open(
        SimulatedDisk disk, StepClock clock, int seed)
    {
        var options = new LocalStoreOptions { Background = false, FreeBytesMin = 0, JournalSegmentBytes = 64 << 10 };
        var engine = LocalEngine<TrackingState>.Open(new LocalEngineParts<TrackingState>(
            disk, () => new TrackingState(options), options, clock, NullLogger.Instance)
        {
            Entropy = Entropy.Seeded(~seed),
        });
        return (engine, await LocalRunStore.Open(engine, Entropy.Seeded(seed)));
    }

    private static async Task Change(
        IRunStore runs, List<ExperimentId> experiments, List<RunId> ids, Random random)
    {
        var experiment = experiments[random.Next(experiments.Count)];
        if (ids.Count == 0 || random.Next(5) == 0)
        {
            if ((await runs.StartRun(new NewRun(experiment, $"r{ids.Count}"))) is { IsOk: true, Value: var started })
                ids.Add(started.RunId);
            return;
        }

        var id = ids[random.Next(ids.Count)];
        switch (random.Next(8))
        {
            case 0: await runs.DeleteExperiment(experiment); break;
            case 1 or 2: await runs.RestoreExperiment(experiment); break;
            case 3: await runs.DeleteRun(id); break;
            case 4: await runs.RestoreRun(id); break;
            case 5:
                await runs.UpdateRun(id, new RunChange(Name: $"n{random.Next(9)}", Note: $"{random.Next()}"));
                break;
            case 6: await runs.UpdateRun(id, new RunChange(Status: RunStatus.Failed)); break;
            default:
                await runs.Log(id, new RunBatch(
                    [new MetricPoint("loss", random.NextDouble(), random.Next(9), 1)],
                    new Dictionary<string, string> { [$"p{random.Next(5)}"] = "1" },
                    new Dictionary<string, string> { [$"t{random.Next(5)}"] = $"{random.Next(3)}" }));
                break;
        }
    }

    private static async Task<string> Content(
        List<ExperimentId> experiments, List<RunId> ids,
        Func<ExperimentId, ValueTask<StoreOutcome<Experiment>>> experiment,
        Func<RunId, ValueTask<StoreOutcome<Run>>> run)
    {
        var lines = new List<string>();
        foreach (var id in experiments) lines.Add(Line($"{id}", await experiment(id)));
        foreach (var id in ids)
        {
            var outcome = await run(id);
            lines.Add(Line($"{id}", outcome.IsOk
                ? outcome.Value with { Metrics = new Dictionary<string, LatestMetric>() } : outcome));
        }

        return string.Concat(lines.Select(line => line + "\n"));
    }

    private static string Line<T>(string id, StoreOutcome<T> outcome) => outcome.IsOk
        ? $"{id} {Sorted(JsonSerializer.SerializeToNode(outcome.Value, TauroJson.Options))}"
        : $"{id} {outcome.Problem!.Code}";

    private static string Sorted(JsonNode? node) => node is JsonObject members
        ? $"{{{string.Join(',', members.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}:{Sorted(pair.Value)}"))}}}"
        : node?.ToJsonString() ?? "null";
}
