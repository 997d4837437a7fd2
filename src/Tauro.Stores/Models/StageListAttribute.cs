using System.ComponentModel.DataAnnotations;

namespace Tauro.Stores.Models;

/// <summary>Validates a list of custom stages.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class StageListAttribute : ValidationAttribute
{
    public StageListAttribute() => ErrorMessage =
        "up to 20 names of letters and digits, none of which is a default stage, separated by commas, such as "
        + "Canary,Shadow";

    public override bool IsValid(object? value) => ModelStages.TryRead(value as string, out _);
}
