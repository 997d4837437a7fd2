namespace Tauro.Contracts.Evaluation;

/// <summary>The form of an answer: exactly one member is present.</summary>
public sealed record LabelInput(
    PassFailInput? PassFail = null,
    CategoricalInput? Categorical = null,
    NumericInput? Numeric = null,
    TextInput? Text = null);

/// <summary>One of two labels, which differ.</summary>
public sealed record PassFailInput(string PositiveLabel, string NegativeLabel);

/// <summary>One of the options, or several.</summary>
public sealed record CategoricalInput(IReadOnlyList<string> Options, bool MultiSelect = false);

/// <summary>A number; an absent bound is no bound.</summary>
public sealed record NumericInput(double? MinValue = null, double? MaxValue = null);

/// <summary>Free text, of at most so many characters.</summary>
public sealed record TextInput(int? MaxLength = null);
