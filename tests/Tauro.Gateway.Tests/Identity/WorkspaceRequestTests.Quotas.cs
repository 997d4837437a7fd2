using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;

namespace Tauro.Gateway.Tests.Identity;

/// <content>The quotas of a workspace.</content>
public sealed partial class WorkspaceRequestTests
{
    [Fact]
    public async Task Services_get_the_quotas_of_the_workspace_in_the_token()
    {
        await Change("ann", isAdmin: true);
        Assert.Equal("", (await Claims(Runs, "team-a"))["q"]);
        await SetQuotas(new WorkspaceQuotas(RunsMax: 5));

        Assert.Equal("""{"runs_max":5}""", (await Claims(Runs, "team-a"))["q"]);
        Assert.Equal("", (await Claims(Runs, "team-b"))["q"]);
    }

    [Fact]
    public async Task A_workspace_that_sends_too_much_is_refused_and_others_are_not()
    {
        await Change("ann", isAdmin: false, Role("ann", TeamA), Role("ann", TeamB));
        await SetQuotas(new WorkspaceQuotas(RequestsPerSecond: 1));
        for (var i = 0; ; i++)
        {
            using var response = await Send(Runs, "team-a");
            if ((int)response.StatusCode == 200 && i < 1_000) continue;
            Assert.Equal(429, (int)response.StatusCode);
            Assert.InRange(response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
            var detail = await Detail(response);
            Assert.Contains("The workspace team-a", detail);
            Assert.Contains("requests_per_second of the workspace", detail);
            break;
        }

        using var other = await Send(Runs, "team-b");
        Assert.Equal(200, (int)other.StatusCode);
        await SetQuotas(new WorkspaceQuotas(RequestsPerSecond: 100));
        using var raised = await Send(Runs, "team-a");
        Assert.Equal(200, (int)raised.StatusCode);
    }

    [Fact]
    public async Task Points_of_a_workspace_are_owed_until_they_have_flowed_in()
    {
        await Change("ann", isAdmin: false, Role("ann", TeamA));
        await SetQuotas(new WorkspaceQuotas(PointsPerSecond: 1));
        using var first = await Send($"{Runs}/1/batch", "team-a", method: HttpMethod.Post);
        using var second = await Send($"{Runs}/1/batch", "team-a", method: HttpMethod.Post);

        Assert.Equal((200, 429), ((int)first.StatusCode, (int)second.StatusCode));
        Assert.Contains("points_per_second of the workspace", await Detail(second));
        // The batch had 1,000 points, of which three were there.
        Assert.InRange(
            second.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(500), TimeSpan.FromSeconds(600));
    }

    [Fact]
    public async Task The_rates_of_a_workspace_do_not_count_administrators_and_those_without_a_role_in_it()
    {
        await Change("ann", isAdmin: false, Role("ann", TeamA));
        await identity.ChangeNow(snapshot => snapshot with
        {
            Workspaces =
            [
                .. snapshot.Workspaces.Select(
                    workspace => workspace with { Quotas = new WorkspaceQuotas(RequestsPerSecond: 1) }),
            ],
        });
        for (var i = 0; i < 20; i++)
        {
            using var response = await Send(Runs, "default");
            Assert.Equal(200, (int)response.StatusCode);
        }

        await Change("ann", isAdmin: true);
        await SetQuotas(new WorkspaceQuotas(RequestsPerSecond: 1));
        for (var i = 0; i < 20; i++)
        {
            using var response = await Send(Runs, "team-a");
            Assert.Equal(200, (int)response.StatusCode);
        }
    }

    [Fact]
    public async Task A_workspace_has_only_so_many_writes_in_progress()
    {
        await Change("ann", isAdmin: false, Role("ann", TeamA), Role("ann", TeamB));
        await SetQuotas(new WorkspaceQuotas(ConcurrentWrites: 1));
        var first = Send($"{Runs}/held", "team-a", method: HttpMethod.Post);
        await identity.Held.Task;

        using var second = await Send($"{Runs}/held", "team-a", method: HttpMethod.Post);
        using var read = await Send(Runs, "team-a");
        using var other = await Send(Runs, "team-b", method: HttpMethod.Post);
        Assert.Equal(
            (429, 200, 200), ((int)second.StatusCode, (int)read.StatusCode, (int)other.StatusCode));
        Assert.NotNull(second.Headers.RetryAfter);
        Assert.Contains("concurrent_writes of the workspace", await Detail(second));
        identity.Release.SetResult();
        using var completed = await first;
        Assert.Equal(200, (int)completed.StatusCode);
        using var next = await Send(Runs, "team-a", method: HttpMethod.Post);
        Assert.Equal(200, (int)next.StatusCode);
    }

    [Fact]
    public async Task What_is_shared_in_another_workspace_does_not_move_requests_without_a_name()
    {
        var shared = Role("ann", TeamB) with { DirectFor = new AccountId("id of ann") };
        await Change("ann", isAdmin: false, Role("ann", TeamA), shared);

        Assert.Equal("team-a", (await Claims(Runs, null))["ws"]);
        Assert.Equal("team-b", (await Claims(Runs, "team-b"))["ws"]);
        await Change("ann", isAdmin: false, shared);

        Assert.Equal("default", (await Claims(Runs, null))["ws"]);
    }

    private Task SetQuotas(WorkspaceQuotas quotas) => identity.ChangeNow(snapshot => snapshot with
    {
        Workspaces =
        [
            .. snapshot.Workspaces.Select(
                workspace => workspace.Name == TeamA ? workspace with { Quotas = quotas } : workspace),
        ],
    });
}
