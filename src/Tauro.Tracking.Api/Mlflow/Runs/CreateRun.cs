using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Runs;
using Tauro.Mlflow;
using Tauro.ServiceDefaults.Problems;
using Tauro.Stores.Runs;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Runs;

internal static class CreateRun
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, IRunStore store)
    {
        var given = request.Id<ExperimentId>("experiment_id");
        // Without a start time it is the current time. In MLflow it is 0, but its clients always send one.
        var startTime = request.Integer("start_time");
        var tags = TagsOf(request);
        var name = NameOf(request.String("run_name") ?? "", tags.GetValueOrDefault(TagNames.RunName) ?? "");
        if (given is not { } experimentId)
            throw new MlflowException(
                MlflowErrorCodes.BadRequest, MlflowMessage.MissingValue("experiment_id").Message);

        var run = new NewRun(
            experimentId, name, StartTime: startTime, UserId: request.String("user_id") ?? "", Tags: tags);
        var started = (await store.StartRun(run, request.Cancel)).WarnIn(request.Context).OrThrow(experimentId);
        return new MlflowResult(writer => writer.Message(
            "run", message => RunMessage.WriteNew(message, started)));
    }

    private static Dictionary<string, string> TagsOf(MlflowRequest request)
    {
        var tags = new Dictionary<string, string>();
        foreach (var (key, value) in request.Pairs("tags"))
            tags[key] = MlflowNames.Cut(value, Limits.TagValueLengthMax);
        // An empty name counts as absent: a name is generated.
        if (tags.GetValueOrDefault(TagNames.RunName) is "") tags.Remove(TagNames.RunName);
        return tags;
    }

    // An empty name counts as absent: the run gets the name in the tag.
    private static string NameOf(string name, string tag)
    {
        if (name.Length == 0) return tag;
        if (tag.Length == 0 || name == tag) return name;
        throw MlflowException.Invalid(
            "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values "
            + $"(run_name='{name}', mlflow.runName='{tag}').");
    }
}
