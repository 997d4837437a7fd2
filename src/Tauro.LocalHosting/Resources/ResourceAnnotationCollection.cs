using System.Collections.ObjectModel;

namespace Tauro.LocalHosting;

public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>;
