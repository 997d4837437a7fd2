namespace Tauro.Web.Parts;

/// <summary>The fields of a form that was sent; empty when it is shown for the first time.</summary>
public sealed class FormFields(IFormCollection form)
{
    /// <summary>Whether the form was sent.</summary>
    public bool IsSent => form.Count > 0;

    /// <summary>The value of a field; null when it is absent or empty.</summary>
    public string? this[string name] => form[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>All values of fields that may occur several times.</summary>
    public IReadOnlyList<string> All(string name) => [.. form[name].OfType<string>()];

    /// <summary>Whether a checkbox is checked.</summary>
    public bool IsChecked(string name) => this[name] is not null;
}
