using Tauro.Contracts;
using Tauro.Contracts.Evaluation;

namespace Tauro.Stores.Rules;

/// <summary>The checks of every backend on label schemas. Null means well-formed.</summary>
public static class LabelRules
{
    public static StoreProblem? Check(NewLabelSchema schema) =>
        ReviewRules.CheckName("label schema", schema.Name)
        ?? CheckInstruction(schema.Instruction)
        ?? Check(schema.Input);

    public static StoreProblem? Check(LabelSchemaChange change) =>
        (change.Name is null ? null : ReviewRules.CheckName("label schema", change.Name))
        ?? CheckInstruction(change.Instruction)
        ?? (change.Input is null ? null : Check(change.Input));

    /// <summary>Checks that answers keep their form: the kind of the input, and whether it is a list.</summary>
    public static StoreProblem? CheckSameForm(LabelInput before, LabelInput after) =>
        KindOf(before) != KindOf(after)
            ? Invalid(
                $"The input is {KindOf(before)} and cannot become {KindOf(after)}. Create another label schema.")
            : before.Categorical?.MultiSelect != after.Categorical?.MultiSelect
                ? Invalid("The multi_select of an input cannot change. Create another label schema.")
                : null;

    private static StoreProblem? CheckInstruction(string? instruction) =>
        instruction?.Length > Limits.LabelInstructionLengthMax
            ? ReviewRules.Over(
                $"The instruction has {instruction.Length} characters; the limit is "
                + $"{Limits.LabelInstructionLengthMax}.")
            : null;

    private static StoreProblem? Check(LabelInput input) => input switch
    {
        { PassFail: { } only, Categorical: null, Numeric: null, Text: null } => Check(only),
        { PassFail: null, Categorical: { } only, Numeric: null, Text: null } => Check(only),
        { PassFail: null, Categorical: null, Numeric: { } only, Text: null } => Check(only),
        { PassFail: null, Categorical: null, Numeric: null, Text: { } only } => only.MaxLength < 1
            ? Invalid($"The max_length of the text is {only.MaxLength}; it must be at least 1.")
            : null,
        _ => Invalid("The input must have exactly one of pass_fail, categorical, numeric and text."),
    };

    private static StoreProblem? Check(PassFailInput input) =>
        CheckLabel("positive_label", input.PositiveLabel)
        ?? CheckLabel("negative_label", input.NegativeLabel)
        ?? (input.PositiveLabel == input.NegativeLabel
            ? Invalid($"Both labels are '{NameRules.Excerpt(input.PositiveLabel)}'; they must be distinct.")
            : null);

    private static StoreProblem? Check(CategoricalInput input)
    {
        if (input.Options.Count is 0 or > Limits.LabelOptionsMax)
            return Invalid($"{input.Options.Count} options were given; give 1 to {Limits.LabelOptionsMax}.");
        return input.Options.Select(option => CheckLabel("option", option)).FirstOrDefault(bad => bad is not null)
            ?? (input.Options.CountBy(option => option).FirstOrDefault(option => option.Value > 1).Key is { } twice
                ? Invalid($"The option '{NameRules.Excerpt(twice)}' was given twice; options must be distinct.")
                : null);
    }

    private static StoreProblem? Check(NumericInput input)
    {
        if (!double.IsFinite(input.MinValue ?? 0) || !double.IsFinite(input.MaxValue ?? 0))
            return Invalid("A bound of the number is infinite or NaN; leave it out for no bound.");
        return input.MinValue >= input.MaxValue
            ? Invalid($"The min_value {input.MinValue} is not less than the max_value {input.MaxValue}.")
            : null;
    }

    private static StoreProblem? CheckLabel(string name, string label) => label.Length is 0 or > Limits.LabelLengthMax
        ? Invalid($"The {name} has {label.Length} characters; it must have 1 to {Limits.LabelLengthMax}.")
        : null;

    private static string KindOf(LabelInput input) => input switch
    {
        { PassFail: not null } => "pass_fail",
        { Categorical: not null } => "categorical",
        { Numeric: not null } => "numeric",
        _ => "text",
    };

    private static StoreProblem Invalid(string message) =>
        StoreProblem.Invalid(ProblemCodes.InvalidRequest, message);
}
