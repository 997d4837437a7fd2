using Tauro.Mlflow;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Experiments;

internal static class SearchDatasets
{
    private const int ExperimentsMax = 20;
    private const int ResultsMax = 1_000;

    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var ids = ExperimentIds.Read(request, "experiment_ids");
        if (ids.Count == 0)
            throw MlflowException.Invalid("SearchDatasets request must specify at least one experiment_id.");
        if (ids.Count > ExperimentsMax)
        {
            throw MlflowException.Invalid(
                $"SearchDatasets request cannot specify more than {ExperimentsMax} experiment_ids. "
                + $"Received {ids.Count} experiment_ids.");
        }

        var found = (await store.SearchDatasets(ids, ResultsMax, request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer.Messages("dataset_summaries", found, (message, summary) => message
            .String("experiment_id", summary.ExperimentId)
            .String("name", summary.Name)
            .String("digest", summary.Digest)
            .String("context", summary.Context)));
    }
}
