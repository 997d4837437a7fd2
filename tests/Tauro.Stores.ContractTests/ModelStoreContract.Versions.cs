using System.Text.Json;
using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;

namespace Tauro.Stores.ContractTests;

public abstract partial class ModelStoreContract
{
    private static readonly ModelFile[] Files =
    [
        new("b/weights.bin", 30, new string('b', 64)), new("MLmodel", 12, new string('a', 64)),
    ];

    [Fact]
    public async Task Registering_a_version_creates_the_model_if_its_name_is_new()
    {
        var version = await Register("fraud");
        Assert.Equal(("fraud", 1), (version.Name, version.Version));
        Assert.Equal(1, (await Model("fraud")).LastVersion);
        Assert.Equal((await Model("fraud")).ModelId, version.ModelId);
        Assert.Equal(2, (await Register("fraud")).Version);
        Assert.Equal(2, (await Model("fraud")).LastVersion);
    }

    [Fact]
    public async Task Two_hundred_concurrent_registrations_get_the_numbers_1_to_200()
    {
        var versions = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => Register("fraud"))));
        Assert.Equal(Enumerable.Range(1, 200), versions.Select(version => version.Version).Order());
        Assert.Equal(200, (await Model("fraud")).LastVersion);
    }

    [Fact]
    public async Task The_number_of_a_deleted_version_is_not_reused()
    {
        for (var i = 0; i < 3; i++) await Register("fraud");
        Ok(await store.DeleteVersion("fraud", 3, Cancel));
        Ok(await store.DeleteVersion("fraud", 1, Cancel));
        Assert.Equal(4, (await Register("fraud")).Version);
        NoVersion(await store.GetVersion("fraud", 3, Cancel));
        NoVersion(await store.DeleteVersion("fraud", 3, Cancel));
        Assert.Equal(["fraud/2", "fraud/4"], (await Versions(null)).Order());
    }

    [Fact]
    public async Task A_registered_version_has_the_given_values()
    {
        using var values = JsonDocument.Parse(
            """{"depth": 3, "eta": 0.25, "kind": "tree", "warm": true, "cap": null}""");
        var given = new NewModelVersion(
            ModelFramework.Xgboost,
            ArtifactMode.Copy,
            $"runs:/{RunId}/model",
            Description: "third try",
            Hyperparameters: values.RootElement.EnumerateObject().ToDictionary(v => v.Name, v => v.Value),
            Metrics: new Dictionary<string, double> { ["auc"] = 0.91, ["nan"] = double.NaN },
            Tags: new Dictionary<string, string> { ["owner"] = "ana" });
        await Register("fraud", given);

        var version = await Version("fraud", 1);
        Assert.Equal(ModelVersionStatus.PendingRegistration, version.Status);
        Assert.Equal(ModelStage.None, version.Stage);
        Assert.Equal((ModelFramework.Xgboost, ArtifactMode.Copy), (version.Framework, version.ArtifactMode));
        Assert.Equal((given.Source, RunId), (version.Source, version.SourceRunId));
        Assert.Equal("third try", version.Description);
        Assert.Equal(5, version.Hyperparameters.Count);
        Assert.Equal(0.25, version.Hyperparameters["eta"].GetDouble());
        Assert.Equal(JsonValueKind.Null, version.Hyperparameters["cap"].ValueKind);
        Assert.Equal(0.91, version.Metrics["auc"]);
        Assert.Equal(double.NaN, version.Metrics["nan"]);
        Assert.Equal("ana", version.Tags["owner"]);
        Assert.Empty(version.Aliases);
        Assert.Empty(version.Files);
        Assert.Null(version.SourceRunStatus);
        Assert.True(version.CreationTime > 0);
    }

    [Theory]
    [InlineData(null, false, ArtifactMode.Upload, ModelVersionStatus.PendingRegistration)]
    [InlineData(null, true, ArtifactMode.Reference, ModelVersionStatus.PendingRegistration)]
    [InlineData(ArtifactMode.Upload, false, ArtifactMode.Upload, ModelVersionStatus.PendingRegistration)]
    [InlineData(ArtifactMode.Copy, true, ArtifactMode.Copy, ModelVersionStatus.PendingRegistration)]
    [InlineData(ArtifactMode.None, false, ArtifactMode.None, ModelVersionStatus.Ready)]
    [InlineData(ArtifactMode.None, true, ArtifactMode.None, ModelVersionStatus.Ready)]
    public async Task The_artifact_mode_determines_whether_a_version_is_pending(
        ArtifactMode? given, bool withSource, ArtifactMode mode, ModelVersionStatus status)
    {
        var version = await Register(
            "fraud", new NewModelVersion(ArtifactMode: given, Source: withSource ? $"runs:/{RunId}/model" : null));
        Assert.Equal((mode, status), (version.ArtifactMode, version.Status));
    }

    [Theory]
    [InlineData(ArtifactMode.Reference, null, null)]
    [InlineData(ArtifactMode.Copy, null, null)]
    [InlineData(ArtifactMode.Upload, $"runs:/{Run}/model", null)]
    [InlineData(null, "http://example.org/model", null)]
    [InlineData(null, "file:///etc/passwd", null)]
    [InlineData(null, "/etc/passwd", null)]
    [InlineData(null, "runs:/", null)]
    [InlineData(null, "RUNS:/" + Run + "/model", null)]
    [InlineData(null, $"runs:/{Run}", null)]
    [InlineData(null, $"runs:/{Run}/", null)]
    [InlineData(null, $"runs://{Run}/model", null)]
    [InlineData(null, $"runs:/{Run}//model", null)]
    [InlineData(null, $"runs:/{Run}/../model", null)]
    [InlineData(null, $"runs:/{Run}/a/%2e%2e/model", null)]
    [InlineData(null, "runs:/short/model", null)]
    [InlineData(null, null, "not-a-run")]
    public async Task An_invalid_source_is_refused(ArtifactMode? mode, string? source, string? runId)
    {
        Refused(await store.RegisterVersion("fraud", new NewModelVersion(
            ArtifactMode: mode, Source: source, SourceRunId: runId is null ? null : new RunId(runId)), cancel: Cancel),
            ProblemKind.Invalid, ProblemCodes.InvalidSource);
        NoModel(await store.GetModel("fraud", Cancel));
    }

    [Fact]
    public async Task Values_over_their_limits_are_refused()
    {
        using var json = JsonDocument.Parse("""[1, [1], {"a": 1}]""");
        var (number, array, inner) = (json.RootElement[0], json.RootElement[1], json.RootElement[2]);
        var tooMany = Enumerable.Range(0, Limits.VersionValuesMax + 1).Select(i => $"k{i}").ToList();
        var longKey = new string('k', Limits.KeyLengthMax + 1);

        await Bad(ProblemCodes.InvalidRequest, new() { Hyperparameters = Map("a", array) });
        await Bad(ProblemCodes.InvalidRequest, new() { Hyperparameters = Map("a", inner) });
        await Bad(ProblemCodes.LimitExceeded, new() { Hyperparameters = tooMany.ToDictionary(k => k, _ => number) });
        await Bad(ProblemCodes.LimitExceeded, new() { Metrics = tooMany.ToDictionary(k => k, _ => 1.0) });
        await Bad(ProblemCodes.LimitExceeded, new() { Hyperparameters = Map(longKey, number) });
        await Bad(ProblemCodes.LimitExceeded, new() { Metrics = Map(longKey, 1.0) });
        await Bad(ProblemCodes.InvalidName, new() { Metrics = Map(" ", 1.0) });
        await Bad(ProblemCodes.LimitExceeded, new() { Tags = tooMany.ToDictionary(k => k, _ => "") });
        await Bad(ProblemCodes.LimitExceeded, new()
        {
            Description = new string('d', Limits.DescriptionLengthMax + 1),
        });
        Assert.Equal(0, await LastSequence());

        async Task Bad(string code, NewModelVersion version) =>
            Refused(await store.RegisterVersion("fraud", version, cancel: Cancel), ProblemKind.Invalid, code);

        static Dictionary<string, T> Map<T>(string key, T value) => new() { [key] = value };
    }

    [Fact]
    public async Task The_latest_version_has_the_greatest_number()
    {
        Ok(await store.CreateModel(new NewModel("fraud"), Cancel));
        NoVersion(await store.GetLatestVersion("fraud", null, Cancel));
        for (var i = 0; i < 11; i++) await Register("fraud");
        Assert.Equal(11, Ok(await store.GetLatestVersion("fraud", null, Cancel)).Version);
        Ok(await store.DeleteVersion("fraud", 11, Cancel));
        Assert.Equal(10, Ok(await store.GetLatestVersion("fraud", null, Cancel)).Version);
    }

    [Fact]
    public async Task A_version_update_changes_only_the_given_values()
    {
        await Register("fraud", Metadata with
        {
            Description = "old", Tags = new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" },
        });
        var tags = new Dictionary<string, string?> { ["a"] = null, ["c"] = "3", ["absent"] = null };
        Ok(await store.UpdateVersion("fraud", 1, new ModelVersionChange(Tags: tags), Cancel));
        var version = await Version("fraud", 1);
        Assert.Equal("old", version.Description);
        Assert.Equal(new Dictionary<string, string> { ["b"] = "2", ["c"] = "3" }, version.Tags.ToDictionary());
        Ok(await store.UpdateVersion("fraud", 1, new ModelVersionChange("new"), Cancel));
        Assert.Equal("new", (await Version("fraud", 1)).Description);
        NoVersion(await store.UpdateVersion("fraud", 2, new ModelVersionChange("new"), Cancel));
        Refused(
            await store.UpdateVersion(
                "fraud", 1, new ModelVersionChange(new string('d', Limits.DescriptionLengthMax + 1)), Cancel),
            ProblemKind.Invalid, ProblemCodes.LimitExceeded);
    }

    [Fact]
    public async Task A_pending_version_becomes_ready_with_its_files_in_order()
    {
        await Register("fraud", Pending);
        Ok(await store.MarkReady("fraud", 1, null, Files, Cancel));
        var version = await Version("fraud", 1);
        Assert.Equal((ModelVersionStatus.Ready, 42), (version.Status, version.SizeBytes));
        Assert.Equal(Files.OrderBy(file => file.Path, StringComparer.Ordinal), version.Files);
    }

    [Fact]
    public async Task A_pending_version_fails_with_a_reason()
    {
        await Register("fraud", Pending);
        Ok(await store.MarkFailed("fraud", 1, null, "no such artifact", Cancel));
        var version = await Version("fraud", 1);
        Assert.Equal((ModelVersionStatus.Failed, "no such artifact"), (version.Status, version.StatusMessage));
        Assert.Empty(version.Files);
    }

    [Fact]
    public async Task A_version_of_a_newer_model_with_the_same_name_does_not_become_ready_or_failed()
    {
        var gone = (await Register("fraud", Pending)).ModelId;
        Ok(await store.DeleteModel("fraud", cancel: Cancel));
        var there = (await Register("fraud", Pending)).ModelId;
        NoVersion(await store.MarkFailed("fraud", 1, gone, "the source is gone", Cancel));
        NoVersion(await store.MarkReady("fraud", 1, gone, Files, Cancel));
        Assert.Equal(ModelVersionStatus.PendingRegistration, (await Version("fraud", 1)).Status);
        Ok(await store.MarkReady("fraud", 1, there, Files, Cancel));
    }

    [Fact]
    public async Task A_version_is_found_by_the_id_of_its_model_after_a_rename()
    {
        var id = (await Register("fraud")).ModelId;
        Ok(await store.SetAlias("fraud", "champion", 1, Cancel));
        Ok(await store.UpdateModel("fraud", new ModelChange("scam"), Cancel));
        var found = Ok(await store.GetVersionById(id, 1, Cancel));
        Assert.Equal(("scam", "champion"), (found.Name, Assert.Single(found.Aliases)));
        NoVersion(await store.GetVersionById(id, 2, Cancel));
        Ok(await store.DeleteModel("scam", cancel: Cancel));
        NoVersion(await store.GetVersionById(id, 1, Cancel));
    }

    [Fact]
    public async Task Only_a_pending_version_can_become_ready_or_failed()
    {
        await Register("ready");
        await Register("failed", Pending);
        Ok(await store.MarkFailed("failed", 1, null, "because", Cancel));
        var before = await LastSequence();
        foreach (var name in new[] { "ready", "failed" })
        {
            Refused(await store.MarkReady(name, 1, null, Files, Cancel), ProblemKind.Conflict,
                ProblemCodes.VersionNotPending);
            Refused(await store.MarkFailed(name, 1, null, "x", Cancel), ProblemKind.Conflict,
                ProblemCodes.VersionNotPending);
        }

        NoVersion(await store.MarkReady("ready", 2, null, Files, Cancel));
        NoVersion(await store.MarkFailed("ready", 2, null, "x", Cancel));
        Assert.Equal("because", (await Version("failed", 1)).StatusMessage);
        Assert.Equal(before, await LastSequence());
    }
}
