using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Stores.Local.Journals;
using Tauro.Stores.Local.Tables;

namespace Tauro.Stores.Local.Tracking;

/// <summary>Logged models by experiment and by the run that made them.</summary>
internal sealed class LoggedModelTable() : GroupedTable<LoggedModel>(
    TableId.LoggedModels, "logged_models/models", model => model.ModelId, model => model.ExperimentId)
{
    private readonly GroupIndex<LoggedModel> byRun = new(model => model.ModelId, model => model.SourceRunId!.Value);

    /// <summary>Enumerates the models of all experiments that a run made, deleted ones too.</summary>
    public IEnumerable<LoggedModel> MadeBy(RunId runId) => byRun.In(runId);

    protected override void Changed(LoggedModel? before, LoggedModel? after)
    {
        base.Changed(before, after);
        if ((after ?? before)!.SourceRunId is not null) byRun.Changed(before, after);
    }
}
