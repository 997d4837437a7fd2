using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tauro.Contracts.Events;

namespace Tauro.Gateway.Tests.Reference;

/// <summary>The documentation comments of an assembly, as Markdown on one line.</summary>
internal sealed partial class XmlDocs(Assembly assembly)
{
    // Readers know an event by its type in the catalog.
    private static readonly Dictionary<string, string> EventNames =
        EventCatalog.Types.ToDictionary(pair => $"T:{pair.Value.FullName}", pair => pair.Key);

    private readonly XElement root = XElement.Load(Path.ChangeExtension(assembly.Location, ".xml"));

    public string SummaryOf(PropertyInfo property) =>
        Get($"P:{property.DeclaringType!.FullName}.{property.Name}", docs => docs.Element("summary"));

    public string SummaryOf(Type type) => Get($"T:{type.FullName}", docs => docs.Element("summary"));

    /// <summary>Gets the documentation of a member of a record; empty when its name says it all.</summary>
    public string ParamOf(Type record, string name) => Find($"T:{record.FullName}") is { } docs
        && docs.Elements("param").FirstOrDefault(param => (string?)param.Attribute("name") == name) is { } param
            ? ToMarkdown(param)
            : "";

    private string Get(string name, Func<XElement, XElement?> select)
    {
        var found = Find(name) is { } docs ? select(docs) : null;
        Assert.True(found is not null, $"{name} has no summary.");
        return ToMarkdown(found);
    }

    private XElement? Find(string name) =>
        root.Descendants("member").FirstOrDefault(member => (string?)member.Attribute("name") == name);

    private static string ToMarkdown(XElement docs)
    {
        docs = new XElement(docs);
        foreach (var reference in docs.Descendants().Where(element => element.Name.LocalName is "see" or "paramref")
            .ToList())
        {
            var target = (string?)reference.Attribute("cref") ?? (string)reference.Attribute("name")!;
            reference.ReplaceWith($"`{EventNames.GetValueOrDefault(target) ?? target.Split('.')[^1]}`");
        }

        foreach (var code in docs.Descendants("c").ToList()) code.ReplaceWith($"`{code.Value}`");
        return Space().Replace(docs.Value, " ").Trim().Replace("|", "\\|");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
