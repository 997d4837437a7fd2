using Microsoft.AspNetCore.Components;
using Tauro.Contracts.Experiments;
using Tauro.Web.Runs;

namespace Tauro.Web.Pages.Charts;

/// <summary>A view of the runs of an experiment: the same runs in the same order as in the table.</summary>
public abstract class ExperimentTabPage : ApiPage
{
    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>Null when there is a problem.</summary>
    protected Experiment? Experiment { get; private set; }

    /// <summary>The filter, the order and the columns.</summary>
    protected RunsView View => RunsView.Parse(new(Id), Context.Request.Query) with { Page = null, IsTree = false };

    protected override async Task Load() => Experiment = Require(await Api.GetExperiment(new(Id), Cancel));
}
