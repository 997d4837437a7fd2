using Tauro.Contracts;
using Tauro.Contracts.Experiments;
using Tauro.Mlflow;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Experiments;

internal static class CreateExperiment
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var name = request.RequiredString("name");
        var location = request.String("artifact_location");
        var tags = new Dictionary<string, string>();
        foreach (var (key, value) in request.Pairs("tags"))
        {
            ExperimentTags.Check(key, value);
            tags[key] = value;
        }

        if (name.Length > Limits.NameLengthMax) throw MlflowNames.TooLong("name", Limits.NameLengthMax);
        if (location is { Length: > 0 }) ArtifactLocation.Check(location);
        var experiment = new NewExperiment(name, Tags: tags)
        {
            ArtifactLocation = location is { Length: > 0 } ? location : null,
        };
        var created = (await store.CreateExperiment(experiment, request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer.String("experiment_id", created.ExperimentId));
    }
}
