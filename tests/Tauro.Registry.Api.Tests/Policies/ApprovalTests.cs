using Tauro.Contracts.Models;
using Tauro.Contracts.Paging;
using Tauro.Contracts.Policies;

namespace Tauro.Registry.Api.Tests.Policies;

public sealed class ApprovalTests
{
    private const string Version = "/api/v1/models/fraud/versions/1";
    private static readonly object Production = new { stage = "PRODUCTION" };

    [Fact]
    public async Task A_promotion_waits_for_the_checks_of_CI()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("fraud", new { });
        await Set(registry, new { type = "CHECKS", checks = new[] { "bias" } });
        var passed = new
        {
            status = "PASSED", summary = "no bias", links = new[] { "https://ci.example/1" }, by = "ci",
        };
        var posted = await registry.Ok<VersionCheck>(HttpMethod.Put, Version + "/checks/bias", passed);
        Assert.Equal(("bias", "ci", false), (posted.Name, posted.By, posted.IsStale));

        await registry.Ok(HttpMethod.Put, Version + "/artifacts/model.onnx", new ByteArrayContent([1]));
        var ready = await registry.Ok<ModelVersion>(HttpMethod.Post, Version + "/finalize");
        Assert.NotEqual(posted.Digest, ready.Digest);
        Assert.True(Assert.Single(
            (await registry.Ok<Page<VersionCheck>>(HttpMethod.Get, Version + "/checks")).Items).IsStale);
        await registry.Refused(409, "promotion_refused", HttpMethod.Post, Version + "/stage", Production);
        await registry.Refused(
            409, "check_outdated", HttpMethod.Put, Version + "/checks/bias",
            new { status = "PASSED", digest = posted.Digest });

        await registry.Ok(
            HttpMethod.Put, Version + "/checks/bias", new { status = "PASSED", summary = "s", digest = ready.Digest });
        Assert.True((await registry.Ok<ModelVersion>(
            HttpMethod.Post, Version + "/stage", Production)).Verdict!.IsAllowed);
        await registry.Refused(
            400, "invalid_request", HttpMethod.Put, Version + "/checks/bias",
            new { status = "PASSED", links = new[] { "javascript:alert(1)" } });
        await registry.Refused(
            404, "version_not_found", HttpMethod.Put, "/api/v1/models/fraud/versions/9/checks/bias", passed);
    }

    [Fact]
    public async Task Two_people_other_than_the_author_approve_a_promotion()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("fraud", new { artifact_mode = "NONE", registered_by = "ana" });
        await Set(registry, new { type = "APPROVALS", people = 2 });
        await registry.Refused(409, "promotion_refused", HttpMethod.Post, Version + "/stage", Production);
        var request = await registry.Ok<Approval>(
            HttpMethod.Post, Version + "/approvals", new { gate = "PRODUCTION", by = "ana", comment = "please" });
        var repeated = await registry.Ok<Approval>(
            HttpMethod.Post, Version + "/approvals", new { gate = "PRODUCTION", by = "ana" });
        Assert.Equal(request.ApprovalId, repeated.ApprovalId);
        Assert.Equal([request.ApprovalId], await Waiting());

        var approval = $"{Version}/approvals/{request.ApprovalId}";
        await registry.Refused(409, "approval_by_author", HttpMethod.Post, approval + "/approve", new { by = "Ana" });
        await registry.Ok(HttpMethod.Post, approval + "/approve", new { by = "bo", role = "risk" });
        await registry.Refused(409, "promotion_refused", HttpMethod.Post, Version + "/stage", Production);
        var approved = await registry.Ok<Approval>(HttpMethod.Post, approval + "/approve", new { by = "cy" });
        Assert.Equal(ApprovalStatus.Approved, approved.Status);
        Assert.Empty(await Waiting());
        await registry.Restart();
        await registry.Ok(HttpMethod.Post, approval + "/withdraw", new { by = "cy" });
        await registry.Refused(409, "promotion_refused", HttpMethod.Post, Version + "/stage", Production);
        await registry.Ok(HttpMethod.Post, approval + "/approve", new { by = "cy" });
        await registry.Ok(HttpMethod.Post, Version + "/stage", Production);

        await registry.Refused(409, "approval_decided", HttpMethod.Post, approval + "/reject", new { by = "cy" });
        await registry.Refused(
            404, "approval_not_found", HttpMethod.Post, $"{Version}/approvals/none/approve", new { by = "cy" });
        await registry.Ok(HttpMethod.Delete, Version);
        await registry.Refused(404, "version_not_found", HttpMethod.Post, approval + "/approve", new { by = "cy" });
        Assert.Empty((await registry.Ok<Page<Approval>>(HttpMethod.Get, "/api/v1/registry/approvals")).Items);

        async Task<IEnumerable<Contracts.Ids.ApprovalId>> Waiting() => (await registry.Ok<Page<Approval>>(
            HttpMethod.Get, "/api/v1/registry/approvals?status=pending")).Items.Select(item => item.ApprovalId);
    }

    [Fact]
    public async Task A_request_expires_with_an_event()
    {
        await using var registry = await RegistryHost.Start(
            null, ("Policies:ApprovalsExpireAfter", "00:00:01"), ("Policies:ExpiryInterval", "00:00:00.020"));
        await registry.Register("fraud", new { artifact_mode = "NONE" });
        await registry.Ok(HttpMethod.Post, Version + "/approvals", new { gate = "PRODUCTION", by = "ana" });
        await RegistryHost.Until(
            () => registry.Ok<System.Text.Json.JsonElement>(HttpMethod.Get, "/api/v1/registry/events?limit=1000"),
            page => page.GetProperty("items").EnumerateArray()
                .Any(item => item.GetProperty("type").GetString() == "tauro.approval.expired"));
        var request = Assert.Single((await registry.Ok<Page<Approval>>(
            HttpMethod.Get, Version + "/approvals")).Items);
        Assert.Equal(ApprovalStatus.Expired, request.Status);
        await registry.Refused(
            409, "approval_closed", HttpMethod.Post, $"{Version}/approvals/{request.ApprovalId}/approve",
            new { by = "bo" });
    }

    [Fact]
    public async Task A_promotion_never_passes_without_the_approval_that_it_needs_at_its_moment()
    {
        await using var registry = await RegistryHost.Start();
        await registry.Register("fraud", new { artifact_mode = "NONE" });
        await Set(registry, new { type = "APPROVALS", people = 1 });
        var request = await registry.Ok<Approval>(
            HttpMethod.Post, Version + "/approvals", new { gate = "PRODUCTION", by = "ana" });
        var approval = $"{Version}/approvals/{request.ApprovalId}";

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            var (path, body) = (i % 4) switch
            {
                0 => (Version + "/stage", Production),
                1 => (approval + "/approve", new { by = "bo" }),
                2 => (approval + "/withdraw", new { by = "bo" }),
                _ => (Version + "/stage", new { stage = "NONE" }),
            };
            var (status, problem) = await registry.Send(HttpMethod.Post, path, body);
            Assert.True(status is 200 or 409, $"{path}: {status} {problem}");
        }));

        // The history says what was true at each moment: replay it.
        var (isApproved, promoted, refused) = (false, 0, 0);
        var page = await registry.Ok<System.Text.Json.JsonElement>(
            HttpMethod.Get, "/api/v1/registry/events?limit=1000");
        foreach (var item in page.GetProperty("items").EnumerateArray())
        {
            switch (item.GetProperty("type").GetString())
            {
                case "tauro.approval.approved": isApproved = true; break;
                case "tauro.approval.withdrawn": isApproved = false; break;
                case "tauro.policy.violated":
                    Assert.False(isApproved);
                    refused++;
                    break;
                case "tauro.model_version.stage_changed"
                    when item.GetProperty("data").GetProperty("to").GetString() == "PRODUCTION":
                    Assert.True(isApproved);
                    promoted++;
                    break;
            }
        }

        Assert.True(promoted + refused > 0);
    }

    private static Task Set(RegistryHost registry, object rule) => registry.Ok(
        HttpMethod.Put, "/api/v1/registry/policies/prod", new { gate = "PRODUCTION", rules = new[] { rule } });
}
