using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Mlflow;
using Tauro.Stores.LoggedModels;
using Tauro.Stores.Rules;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.LoggedModels;

internal static class CreateLoggedModel
{
    public static async Task<MlflowResult> Handle(MlflowRequest request, ILoggedModelStore store)
    {
        var experimentId = request.RequiredId<ExperimentId>("experiment_id");
        var model = new NewLoggedModel(
            experimentId,
            NullIfEmpty(request.String("name")),
            NullIfEmpty(request.String("model_type")),
            request.Id<RunId>("source_run_id"),
            Pairs(request, "params", "Param key", Limits.ParamValueLengthMax),
            Pairs(request, "tags", "key", Limits.TagValueLengthMax));
        if (model.Name is { } name && !LoggedModelRules.IsName(name))
            throw MlflowException.Invalid(
                $"Invalid model name ('{NameRules.Excerpt(name)}') provided. Model name must be a non-empty string and "
                + "cannot contain the following characters: / : . % \" '");
        return LoggedModelMessage.ToResult(
            (await store.CreateLoggedModel(model, request.Cancel)).OrThrow(experimentId));
    }

    /// <summary>Reads params or tags. Long values are cut as in MLflow; for a duplicate key, the last counts.</summary>
    public static Dictionary<string, string> Pairs(MlflowMessage request, string list, string what, int valueLengthMax)
    {
        var pairs = new Dictionary<string, string>();
        var sent = request.Pairs(list);
        for (var i = 0; i < sent.Count; i++)
        {
            MlflowNames.Check(sent[i].Key, $"{list}[{i}].key", what);
            pairs[sent[i].Key] = MlflowNames.Cut(sent[i].Value, valueLengthMax);
        }

        return pairs;
    }

    // Typed clients send an empty string for an absent one.
    private static string? NullIfEmpty(string? value) => value is { Length: > 0 } ? value : null;
}
