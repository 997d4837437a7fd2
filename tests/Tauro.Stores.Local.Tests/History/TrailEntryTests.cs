using System.Diagnostics;
using System.Text.Json;
using Tauro.Contracts.Models;
using Tauro.Contracts.Trail;
using Tauro.Stores.Local.Manifests;
using Tauro.Stores.Local.Tests.Simulated;
using Tauro.Stores.Local.Webhooks;
using Tauro.Stores.Trail;
using Tauro.Stores.Webhooks;

namespace Tauro.Stores.Local.Tests.History;

/// <summary>The content of entries, and where they are found.</summary>
public sealed class TrailEntryTests
{
    [Fact]
    public async Task An_entry_has_the_actor_and_the_trace_of_the_caller()
    {
        await using var folder = TrailFolder.Open();
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        CurrentActor.Value = new TrailActor(ActorKind.Client, "10.0.0.1", "curl \"é\"\n", "maria");

        await folder.Register("churn");

        var entries = await TrailReplay.ReadAll(folder.Trail);
        Assert.All(entries.Skip(1), entry =>
            Assert.Equal((CurrentActor.Value, activity.Id), (entry.Actor, entry.Traceparent)));
        Assert.Equal(ActorKind.System, entries[0].Actor.Kind);
    }

    [Fact]
    public async Task A_change_that_is_refused_or_changes_nothing_has_no_entry()
    {
        await using var folder = TrailFolder.Open();
        await folder.Register("churn");
        await folder.Register("fraud");
        var before = await folder.Trail.GetCheckpoint();

        Assert.False((await folder.Models.UpdateModel("churn", new ModelChange("fraud"))).IsOk);
        TrailFolder.Ok(await folder.Models.UpdateModel("churn", new ModelChange("churn")));

        Assert.Equal(before, await folder.Trail.GetCheckpoint());
    }

    [Fact]
    public async Task The_secret_of_a_webhook_is_in_no_entry_and_its_progress_is_none()
    {
        const string secret = "correct horse battery staple";
        await using var folder = TrailFolder.Open();
        var webhooks = new LocalWebhookStore(folder.Engine, folder.Keys, Entropy.Seeded(5));
        var created = TrailFolder.Ok(await webhooks.Create(
            new NewWebhook("w", "https://example.com/T0/B0?key=k0", ["model_version.created"], null, secret, true)));
        TrailFolder.Ok(await webhooks.Update(
            created.WebhookId, new WebhookChange(Url: "https://example.com:8443/T0/B1?key=k0", Secret: secret + "2")));
        var claim = folder.Engine.Claims.Take("webhooks", "test", TimeSpan.FromMinutes(1));
        Assert.True(await webhooks.Advance(claim, created.WebhookId, 99));
        TrailFolder.Ok(await webhooks.Delete(created.WebhookId));
        await folder.Checkpoint();

        var entries = (await TrailReplay.ReadAll(folder.Trail)).Skip(1).ToList();

        Assert.Equal(
            [TrailAction.Created, TrailAction.Updated, TrailAction.Deleted], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Equal(
            "(hidden)", (entry.After ?? entry.Before)!.Value.GetProperty("secret").GetString()));
        Assert.Equal(
            ["https://example.com/(hidden)", "https://example.com:8443/(hidden)", "https://example.com:8443/(hidden)"],
            entries.Select(entry => (entry.After ?? entry.Before)!.Value.GetProperty("url").GetString()));
        Assert.All(entries, entry => Assert.DoesNotContain(
            "T0", JsonSerializer.Serialize(entry), StringComparison.Ordinal));
        Assert.All(entries, entry => Assert.DoesNotContain(
            "aes-256-gcm", JsonSerializer.Serialize(entry), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Entries_are_found_by_resource_in_all_files_and_in_memory()
    {
        await using var folder = TrailFolder.Open();
        for (var i = 0; i < 30; i++)
        {
            await folder.Register($"m{i % 3}");
            if (i % 7 == 0) await folder.Checkpoint();
        }

        var all = (await TrailReplay.ReadAll(folder.Trail)).Skip(1).ToList();
        string[] queries =
            ["models/m1", "models/m1/*", "models/m1/versions/2", "models/m1/versions/*", "models/*"];
        foreach (var query in queries)
        {
            var expected = all.Where(entry => query.EndsWith('*')
                ? $"{entry.Resource}/".StartsWith(query[..^1], StringComparison.Ordinal)
                : entry.Resource == query).Select(entry => entry.Sequence).ToList();
            foreach (var isDescending in new[] { false, true })
            {
                var found = await TrailReplay.ReadAll(
                    folder.Trail, new TrailQuery(query, Descending: isDescending));
                if (isDescending) found.Reverse();
                Assert.Equal(expected, found.Select(entry => entry.Sequence));
            }

            Assert.NotEmpty(expected);
        }
    }

    [Fact]
    public async Task A_folder_from_before_the_trail_opens_and_its_trail_begins_with_the_first_change()
    {
        var disk = new SimulatedDisk();
        await using (var folder = TrailFolder.Open(disk))
        {
            await folder.Register("old");
            await folder.Checkpoint();
            var manifest = folder.Engine.Checkpoints.Manifest;
            (manifest with
            {
                Trail = null,
                Files =
                [
                    .. manifest.Files.Where(file =>
                        file.Kind is not (ManifestFileKind.Trail or ManifestFileKind.TrailIndex)),
                ],
            }).WriteTemporary(disk);
            Manifest.Replace(disk);
        }

        await using var opened = TrailFolder.Open(disk.Crash(CrashMode.DropUnsynced), seed: 2);
        Assert.Equal(0, (await opened.Trail.GetCheckpoint()).Sequence);
        Assert.True((await opened.Trail.Verify()).Value.Intact);
        Assert.Equal("before_trail", (await opened.History.GetModel("old", long.MaxValue)).Problem?.Code);
        TrailFolder.Ok(await opened.Models.UpdateModel("old", new ModelChange(Description: "d")));

        var entries = await TrailReplay.ReadAll(opened.Trail);
        Assert.Equal([TrailAction.Began, TrailAction.Updated], entries.Select(entry => entry.Action));
        Assert.Equal("d", TrailFolder.Ok(await opened.History.GetModel("old", long.MaxValue)).Description);
        Assert.Empty(opened.Disk.Paths("trail"));
    }
}
