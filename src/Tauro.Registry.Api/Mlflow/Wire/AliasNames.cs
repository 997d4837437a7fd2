using Tauro.Contracts;
using Tauro.Mlflow;

namespace Tauro.Registry.Api.Mlflow.Wire;

/// <summary>MLflow's rules for an alias.</summary>
internal static class AliasNames
{
    public const string Latest = "latest";

    public static void Check(string alias)
    {
        if (!alias.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
            throw MlflowException.Invalid(
                $"Invalid alias name: '{alias}'. Names may only contain alphanumerics, underscores (_), and "
                + "dashes (-).");
        if (alias.Length > Limits.AliasLengthMax)
            throw MlflowException.Invalid(
                $"'Registered model alias name' exceeds the maximum length of {Limits.AliasLengthMax} characters");
    }

    /// <summary>Checks that an alias is not reserved. Reserved aliases can be looked up but not set.</summary>
    public static void CheckNotReserved(string alias)
    {
        if (alias.Equals(Latest, StringComparison.OrdinalIgnoreCase))
            throw MlflowException.Invalid("'latest' alias name (case insensitive) is reserved.");
        if (alias is ['v' or 'V', _, ..] && alias.Skip(1).All(char.IsAsciiDigit))
            throw MlflowException.Invalid($"Version alias name '{alias}' is reserved.");
    }
}
