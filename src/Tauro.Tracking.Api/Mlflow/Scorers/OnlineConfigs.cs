using System.Text.Json;
using Tauro.Contracts.Evaluation;
using Tauro.Contracts.Ids;
using Tauro.Mlflow;
using Tauro.Stores.Evaluation;
using Tauro.Stores.Filters;
using Tauro.Tracking.Api.Mlflow.Wire;

namespace Tauro.Tracking.Api.Mlflow.Scorers;

/// <summary>The settings for scoring new traces. They are stored for clients; this server runs no scorers.</summary>
internal static class OnlineConfigs
{
    public static async Task<MlflowResult> Get(MlflowRequest request, IScorerStore store)
    {
        var found = (await store.OnlineScorings(request.Ids<ScorerId>("scorer_ids"), request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer.MessagesOrEmpty("configs", found, Write));
    }

    public static async Task<MlflowResult> Set(MlflowRequest request, IScorerStore store)
    {
        var experimentId = request.RequiredId<ExperimentId>("experiment_id");
        var name = request.RequiredString("name");
        var rate = SampleRate(request);
        var filter = Filter(request);
        var scorer = (await store.Get(experimentId, name, null, request.Cancel)).OrThrow();
        if (rate > 0) CheckSupported(SerializedScorer.Parse(scorer.SerializedScorer), name);
        var after = (await store.SetOnlineScoring(experimentId, name, rate, filter, request.Cancel)).OrThrow();
        return new MlflowResult(writer => writer.Message("config", it => Write(it, after)));
    }

    private static double SampleRate(MlflowRequest request)
    {
        if (!request.Has("sample_rate")) throw MlflowMessage.MissingValue("sample_rate");
        if (request.Fields.GetProperty("sample_rate") is not { ValueKind: JsonValueKind.Number } number)
            throw MlflowException.Invalid("sample_rate must be a number");
        return number.GetDouble() is var rate and >= 0 and <= 1
            ? rate
            : throw MlflowException.Invalid($"sample_rate must be between 0.0 and 1.0, got {number.GetRawText()}");
    }

    private static string? Filter(MlflowRequest request)
    {
        if (!request.Has("filter_string")) return null;
        if (request.Fields.GetProperty("filter_string").ValueKind != JsonValueKind.String)
            throw MlflowException.Invalid("filter_string must be a string");
        var filter = request.String("filter_string");
        FilterParser.Parse(filter, FilterVocabulary.Traces).OrThrow();
        return string.IsNullOrEmpty(filter) ? null : filter;
    }

    private static void CheckSupported(SerializedScorer scorer, string name)
    {
        if (!scorer.UsesGateway)
            throw MlflowException.Invalid(
                $"Scorer '{name}' does not use a gateway model. Automatic evaluation is only supported for scorers "
                + "that use a gateway model.");
        if (scorer.NeedsExpectations)
            throw MlflowException.Invalid(
                $"Scorer '{name}' requires expectations, but scorers with expectations are not currently supported "
                + "for automatic evaluation.");
    }

    private static void Write(MlflowWriter writer, OnlineScoring scoring) => writer
        .String("online_scoring_config_id", scoring.ConfigId)
        .String("scorer_id", scoring.ScorerId)
        .Number("sample_rate", scoring.SampleRate)
        .String("experiment_id", scoring.ExperimentId)
        .String("filter_string", scoring.Filter);
}
