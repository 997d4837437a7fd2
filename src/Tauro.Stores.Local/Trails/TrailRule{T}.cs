namespace Tauro.Stores.Local.Trails;

/// <summary>A <see cref="TrailRule"/> for documents of one type.</summary>
/// <param name="kind">The kind of the resources.</param>
/// <param name="subject">Returns the names of a document's resource.</param>
/// <param name="select">Removes members that are not in the trail; null to keep all.</param>
internal sealed class TrailRule<T>(
    string kind, Func<T, PendingDocuments, TrailSubject> subject, Func<T, T>? select = null) : TrailRule(kind)
    where T : class
{
    public TrailRule(string kind, Func<T, string> resource, Func<T, T>? select = null)
        : this(kind, (document, _) => new TrailSubject(resource(document)), select)
    {
    }

    public override TrailSubject GetSubject(object document, PendingDocuments pending) =>
        subject((T)document, pending);

    public override object Select(object document) => select is null ? document : select((T)document);
}
