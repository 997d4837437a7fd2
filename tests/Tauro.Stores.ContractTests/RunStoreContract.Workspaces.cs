using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Identity;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Stores.Access;

namespace Tauro.Stores.ContractTests;

public abstract partial class RunStoreContract
{
    private static readonly WorkspaceName TeamA = new("team-a");

    [Fact]
    public async Task A_name_is_unique_in_its_workspace_only()
    {
        var first = Ok(await Runs.CreateExperiment(new NewExperiment("churn")));
        CurrentWorkspace.Set(TeamA);
        var second = Ok(await Runs.CreateExperiment(new NewExperiment("churn")));

        Assert.Equal((WorkspaceName.Default, TeamA), (first.Workspace, second.Workspace));
        Assert.Equal(second.ExperimentId, Ok(await Runs.GetExperimentByName("churn")).ExperimentId);
        Assert.Equal(
            ProblemCodes.ExperimentNameTaken, (await Runs.CreateExperiment(new NewExperiment("churn"))).Problem?.Code);
        Assert.Equal(ProblemCodes.ExperimentNotFound, (await Runs.GetExperimentByName("Default")).Problem?.Code);
        CurrentWorkspace.Set(null);
        Assert.Equal(first.ExperimentId, Ok(await Runs.GetExperimentByName("churn")).ExperimentId);
        Assert.Equal(
            ProblemCodes.ExperimentNameTaken,
            (await Runs.UpdateExperiment(
                Ok(await Runs.CreateExperiment(new NewExperiment("other"))).ExperimentId,
                new ExperimentChange("churn"))).Problem?.Code);
    }

    [Fact]
    public async Task An_experiment_is_moved_to_another_workspace_with_its_runs_and_one_event()
    {
        var moved = Ok(await Runs.CreateExperiment(new NewExperiment("churn")));
        var run = Ok(await Runs.StartRun(new NewRun(moved.ExperimentId)));
        Assert.True(Runs.IsOnlyIn(WorkspaceName.Default));

        var events = await EventsOf(async () =>
            Ok(await Runs.MoveExperiment(moved.ExperimentId, WorkspaceName.Default, TeamA)));

        Assert.Equal(
            ("tauro.experiment.moved", TeamA),
            (Assert.Single(events).Type, events[0].Workspace));
        Assert.Equal(TeamA, Ok(await Runs.GetExperiment(moved.ExperimentId)).Workspace);
        Assert.Equal(moved.ExperimentId, Ok(await Runs.GetRun(run.RunId)).ExperimentId);
        Assert.False(Runs.IsOnlyIn(WorkspaceName.Default));
        Assert.Equal(ProblemCodes.ExperimentNotFound, (await Runs.GetExperimentByName("churn")).Problem?.Code);
        // The name is taken again, so it can't be moved back.
        Ok(await Runs.CreateExperiment(new NewExperiment("churn")));
        Assert.Equal(
            ProblemCodes.ExperimentNameTaken,
            (await Runs.MoveExperiment(moved.ExperimentId, TeamA, WorkspaceName.Default)).Problem?.Code);
    }

    [Fact]
    public async Task A_move_that_is_not_possible_is_refused()
    {
        var created = Ok(await Runs.CreateExperiment(new NewExperiment("churn")));

        Assert.Equal(
            ProblemCodes.ExperimentNotFound,
            (await Runs.MoveExperiment(created.ExperimentId, TeamA, WorkspaceName.Default)).Problem?.Code);
        Assert.Equal(
            ProblemCodes.ExperimentNotFound,
            (await Runs.MoveExperiment(new("404"), WorkspaceName.Default, TeamA)).Problem?.Code);
        Assert.Equal(
            ProblemKind.Conflict, (await Runs.MoveExperiment(new("0"), WorkspaceName.Default, TeamA)).Problem?.Kind);
        var unmoved = Ok(
            await Runs.MoveExperiment(created.ExperimentId, WorkspaceName.Default, WorkspaceName.Default));
        Assert.Equal(created.LastUpdateTime, unmoved.LastUpdateTime);
    }

    [Fact]
    public async Task A_workspace_has_no_more_runs_than_its_quota()
    {
        var other = Ok(await Runs.CreateExperiment(new NewExperiment("other")));
        Limit(TeamA, new WorkspaceQuotas(RunsMax: 2));
        var limited = Ok(await Runs.CreateExperiment(new NewExperiment("churn")));
        var run = Ok(await Runs.StartRun(new NewRun(limited.ExperimentId)));
        Ok(await Runs.StartRun(new NewRun(limited.ExperimentId)));
        Ok(await Runs.DeleteRun(run.RunId));

        // Deleted runs count until they are purged.
        var refused = (await Runs.StartRun(new NewRun(limited.ExperimentId))).Problem;
        Assert.Equal((ProblemCodes.QuotaExceeded, ProblemKind.Conflict), (refused?.Code, refused?.Kind));
        Assert.Contains("2 runs", refused!.Message);
        Assert.Contains("runs_max", refused.Message);
        Assert.Equal(
            ProblemCodes.ExperimentNotFound, (await Runs.StartRun(new NewRun(new ExperimentId("404")))).Problem?.Code);
        Ok(await Runs.RestoreRun(run.RunId));
        Assert.Equal((1, 2), await Measure(TeamA));

        Limit(WorkspaceName.Default, null);
        var moved = Ok(await Runs.StartRun(new NewRun(other.ExperimentId)));
        Assert.Equal((2, 1), await Measure(WorkspaceName.Default));
        Ok(await Runs.MoveExperiment(limited.ExperimentId, TeamA, WorkspaceName.Default));
        Ok(await Runs.MoveExperiment(other.ExperimentId, WorkspaceName.Default, TeamA));
        Assert.Equal(((2, 2), (1, 1)), (await Measure(WorkspaceName.Default), await Measure(TeamA)));
        Limit(TeamA, new WorkspaceQuotas(RunsMax: 2));
        Ok(await Runs.StartRun(new NewRun(moved.ExperimentId)));
        Assert.Equal(
            ProblemCodes.QuotaExceeded, (await Runs.StartRun(new NewRun(moved.ExperimentId))).Problem?.Code);
    }

    private static void Limit(WorkspaceName workspace, WorkspaceQuotas? quotas) => CurrentPrincipal.Set(
        Principal.Local with { Workspace = workspace, Quotas = quotas }, requirement: null);

    private async Task<(long Experiments, long Runs)> Measure(WorkspaceName workspace)
    {
        var use = await Runs.Measure(workspace);
        return (use.Experiments, use.Runs);
    }
}
