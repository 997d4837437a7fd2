namespace Tauro.LocalHosting;

public sealed class ReferenceExpressionBuilder
{
    private readonly List<object> _parts = [];

    public bool IsEmpty => _parts.Count == 0;

    public void AppendLiteral(string value) => _parts.Add(value);

    public void AppendFormatted(string? value)
    {
        if (value is not null)
        {
            _parts.Add(value);
        }
    }

    public void AppendFormatted<T>(T valueProvider)
        where T : IValueProvider, IManifestExpressionProvider => _parts.Add(valueProvider);

    public ReferenceExpression Build() => new([.. _parts]);
}
