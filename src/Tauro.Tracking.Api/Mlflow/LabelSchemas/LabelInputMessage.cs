using Tauro.Contracts.Evaluation;
using Tauro.Mlflow;

namespace Tauro.Tracking.Api.Mlflow.LabelSchemas;

/// <summary>The form of an answer in MLflow's JSON.</summary>
internal static class LabelInputMessage
{
    /// <summary>Reads the input of a request; null when there is none.</summary>
    public static LabelInput? Read(MlflowMessage request)
    {
        if (request.Message("input") is not { } input) return null;
        return new LabelInput(
            input.Message("pass_fail") is { } passFail
                ? new PassFailInput(passFail.String("positive_label") ?? "", passFail.String("negative_label") ?? "")
                : null,
            input.Message("categorical") is { } categorical
                ? new CategoricalInput(categorical.Strings("options"), categorical.Flag("multi_select") ?? false)
                : null,
            input.Message("numeric") is { } numeric
                ? new NumericInput(numeric.Number("min_value"), numeric.Number("max_value"))
                : null,
            input.Message("text") is { } free ? new TextInput(MaxLength(free)) : null);
    }

    public static void Write(MlflowWriter writer, LabelInput input)
    {
        if (input.PassFail is { } passFail)
            writer.Message("pass_fail", it => it
                .String("positive_label", passFail.PositiveLabel).String("negative_label", passFail.NegativeLabel));
        if (input.Categorical is { } categorical)
            writer.Message("categorical", it => it
                .Strings("options", categorical.Options).Flag("multi_select", categorical.MultiSelect));
        if (input.Numeric is { } numeric)
            writer.Message("numeric", it =>
            {
                if (numeric.MinValue is { } min) it.Number("min_value", min);
                if (numeric.MaxValue is { } max) it.Number("max_value", max);
            });
        if (input.Text is { } free)
            writer.Message("text", it => it.Integer("max_length", free.MaxLength));
    }

    private static int? MaxLength(MlflowMessage input) => input.Integer("max_length") switch
    {
        null => null,
        { } length and >= int.MinValue and <= int.MaxValue => (int)length,
        _ => throw MlflowMessage.InvalidValue("max_length", input.Fields.GetProperty("max_length")),
    };
}
