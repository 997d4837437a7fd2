using System.Text.Json;
using System.Text.Json.Nodes;
using Tauro.Contracts.Json;
using Tauro.Contracts.Models;
using Tauro.Stores.Local.Tests.Simulated;

namespace Tauro.Stores.Local.Tests.History;

/// <summary>Models as they were, with checkpoints, crashes and deletions in between.</summary>
public sealed class TimeTravelTests
{
    private const int Seeds = 8;
    private const int Steps = 60;
    private const int CrashPercent = 6;
    private const int CheckpointPercent = 12;

    private static readonly string[] Names = ["a", "b", "c"];

    public static TheoryData<int> AllSeeds => [.. Enumerable.Range(1, Seeds)];

    [Theory]
    [MemberData(nameof(AllSeeds))]
    public async Task What_was_remembered_is_what_the_past_returns(int seed)
    {
        var random = new Random(seed);
        var remembered = new List<(long Time, string Content)>();
        var folder = TrailFolder.Open(seed: seed);
        try
        {
            for (var step = 0; step < Steps; step++)
            {
                switch (random.Next(100))
                {
                    case < CrashPercent:
                        await folder.DisposeAsync();
                        folder = TrailFolder.Open(
                            folder.Disk.Crash(CrashMode.Random, random.Next()), folder.Clock, (seed * 1_000) + step);
                        break;
                    case < CrashPercent + CheckpointPercent: await folder.Checkpoint(); break;
                    default: await Change(folder, random); break;
                }

                remembered.Add((folder.Clock.Last, await Present(folder)));
            }

            await TrailReplay.Check(folder.Engine);
            foreach (var (time, content) in remembered) Assert.Equal(content, await Past(folder, time));
        }
        finally
        {
            await folder.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_name_belongs_to_the_model_that_had_it_then()
    {
        await using var folder = TrailFolder.Open();
        await folder.Register("first");
        var before = folder.Clock.Last;
        TrailFolder.Ok(await folder.Models.UpdateModel("first", new ModelChange("second")));
        var renamed = folder.Clock.Last;
        TrailFolder.Ok(await folder.Models.DeleteModel("second"));
        var deleted = folder.Clock.Last;
        var other = await folder.Register("first");

        var was = TrailFolder.Ok(await folder.History.GetVersion("first", 1, before));
        Assert.Equal("first", was.Name);
        Assert.NotEqual(other.ModelId, was.ModelId);
        Assert.Equal(was.ModelId, TrailFolder.Ok(await folder.History.GetModel("second", renamed)).ModelId);
        Assert.Equal("model_not_found", (await folder.History.GetModel("first", renamed)).Problem?.Code);
        Assert.Equal("model_not_found", (await folder.History.GetModel("second", deleted)).Problem?.Code);
        Assert.Equal("model_not_found", (await folder.History.GetModel("first", deleted)).Problem?.Code);
        Assert.Equal("model_not_found", (await folder.History.GetModel("second", before)).Problem?.Code);
        Assert.Equal(other.ModelId, TrailFolder.Ok(await folder.History.GetModel("first", long.MaxValue)).ModelId);
        Assert.Equal("before_trail", (await folder.History.GetModel("first", 1)).Problem?.Code);
    }

    [Fact]
    public async Task The_timeline_says_which_version_was_in_production_when()
    {
        await using var folder = TrailFolder.Open();
        for (var i = 0; i < 3; i++) await folder.Register("churn");
        var first = await Promote(1);
        await folder.Checkpoint();
        var second = await Promote(2);
        TrailFolder.Ok(await folder.Models.DeleteVersion("churn", 2));
        var deleted = folder.Clock.Last;
        TrailFolder.Ok(await folder.Models.UpdateModel("churn", new ModelChange("renamed")));

        var timeline = TrailFolder.Ok(await folder.History.GetTimeline("renamed"));

        Assert.Equal(
            [(2, second, deleted), (1, first, second)],
            timeline.Items.TakeWhile(period => period.Stage == ModelStage.Production)
                .Select(period => (period.Version, period.From ?? 0, period.To ?? 0)));
        Assert.Contains(timeline.Items, period =>
            period is { Version: 1, To: null } && period.Stage == ModelStage.Archived && period.From == second);
        Assert.Contains(
            timeline.Items, period => period is { Version: 3, To: null } && period.Stage == ModelStage.None);
        TrailFolder.Ok(await folder.Models.DeleteModel("renamed"));
        Assert.Equal(timeline.ModelId, TrailFolder.Ok(await folder.History.GetTimeline("renamed")).ModelId);
        Assert.Equal("model_not_found", (await folder.History.GetTimeline("none")).Problem?.Code);

        async Task<long> Promote(int version)
        {
            TrailFolder.Ok(await folder.Models.TransitionStage("churn", version, ModelStage.Production, true));
            return TrailFolder.Ok(await folder.Models.GetVersion("churn", version)).LastUpdateTime;
        }
    }

    private static async Task Change(TrailFolder folder, Random random)
    {
        var name = Names[random.Next(Names.Length)];
        var number = random.Next(1, 4);
        switch (random.Next(9))
        {
            case 0 or 1 or 2: await folder.Register(name); break;
            case 3:
                await folder.Models.TransitionStage(name, number, ModelStage.Defaults[random.Next(4)], false);
                break;
            case 4: await folder.Models.SetAlias(name, $"alias{random.Next(2)}", number); break;
            case 5: await folder.Models.DeleteVersion(name, number); break;
            case 6: await folder.Models.UpdateModel(name, new ModelChange(Names[random.Next(Names.Length)])); break;
            case 7:
                await folder.Models.UpdateVersion(name, number, new ModelVersionChange(
                    Description: $"{random.Next()}",
                    Tags: new Dictionary<string, string?>
                    {
                        [$"t{random.Next(3)}"] = random.Next(2) == 0 ? null : "1",
                    }));
                break;
            default: await folder.Models.DeleteModel(name); break;
        }
    }

    private static Task<string> Present(TrailFolder folder) => Content(
        name => folder.Models.GetModel(name), (name, number) => folder.Models.GetVersion(name, number),
        (name, alias) => folder.Models.GetVersionByAlias(name, alias));

    private static Task<string> Past(TrailFolder folder, long time) => Content(
        name => folder.History.GetModel(name, time), (name, number) => folder.History.GetVersion(name, number, time),
        (name, alias) => folder.History.GetVersionByAlias(name, alias, time));

    /// <summary>Sorts members: the order of tags is not part of a resource.</summary>
    private static string Sorted(JsonNode? node) => node is JsonObject members
        ? $"{{{string.Join(',', members.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}:{Sorted(pair.Value)}"))}}}"
        : node?.ToJsonString() ?? "null";

    private static async Task<string> Content(
        Func<string, ValueTask<StoreOutcome<RegisteredModel>>> model,
        Func<string, int, ValueTask<StoreOutcome<ModelVersion>>> version,
        Func<string, string, ValueTask<StoreOutcome<ModelVersion>>> alias)
    {
        var lines = new List<string>();
        foreach (var name in Names)
        {
            Add(name, await model(name));
            for (var number = 1; number <= 4; number++) Add($"{name}/{number}", await version(name, number));
            for (var i = 0; i < 2; i++) Add($"{name}@{i}", await alias(name, $"alias{i}"));
        }

        return string.Join('\n', lines);

        void Add<T>(string what, StoreOutcome<T> outcome) => lines.Add(outcome.IsOk
            ? $"{what} {Sorted(JsonSerializer.SerializeToNode(outcome.Value, TauroJson.Options))}"
            : $"{what} {(outcome.Problem!.Code == "before_trail" ? "model_not_found" : outcome.Problem.Code)}");
    }
}
