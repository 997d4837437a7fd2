using System.Text.RegularExpressions;
using Tauro.Contracts;
using Tauro.Mlflow;

namespace Tauro.Registry.Api.Mlflow.Webhooks;

/// <summary>MLflow's rules for the name, description and secret of a webhook.</summary>
internal static partial class WebhookRules
{
    private const int SecretLengthMax = 1_000;

    public static void CheckName(string name)
    {
        if (!Name().IsMatch(name))
            throw MlflowException.Invalid(
                $"Webhook name '{name}' is invalid. It must start and end with a letter or digit, be less than 63 "
                + "characters long, and contain only letters, digits, dots (.), underscores (_), and hyphens (-).");
    }

    public static void CheckLengths(string? description, string? secret)
    {
        if (description?.Length > Limits.DescriptionLengthMax)
            throw MlflowException.Invalid(
                $"'description' exceeds the maximum length of {Limits.DescriptionLengthMax} characters");
        if (secret?.Length > SecretLengthMax)
            throw MlflowException.Invalid($"'secret' exceeds the maximum length of {SecretLengthMax} characters");
    }

    [GeneratedRegex(@"\A(?=.{1,63}\z)[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\z")]
    private static partial Regex Name();
}
