namespace Autograd.Graph;

/// <summary>Functions of integer indices and labels, each in the file of its op under Ops/Indexing.</summary>
public static partial class IndexingFunctions;
