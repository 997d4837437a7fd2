using System.Xml;
using System.Xml.Linq;

namespace Tauro.Tidy.Tests.Tree;

/// <summary>A .csproj or .props file and its items, with their lines.</summary>
public sealed class Project(TreeFile file)
{
    private readonly XDocument xml = XDocument.Parse(file.Text, LoadOptions.SetLineInfo);

    public TreeFile File => file;

    public string Name => Path.GetFileNameWithoutExtension(file.Name);

    public IEnumerable<(string Name, int Line)> References => Items("ProjectReference")
        .Select(item => (Path.GetFileNameWithoutExtension(item.Include.Replace('\\', '/')), item.Line));

    public IEnumerable<(string Include, int Line)> Items(string kind) =>
        xml.Descendants(kind).Where(e => e.Attribute("Include") is not null)
            .Select(e => (e.Attribute("Include")!.Value, ((IXmlLineInfo)e).LineNumber));

    public IEnumerable<XElement> Elements(string name) => xml.Descendants(name);

    public static IEnumerable<Project> All => Repository.WithExtension(".csproj").Select(f => new Project(f));

    public static IEnumerable<Project> InSource => All.Where(p => p.File.IsIn("src"));
}
