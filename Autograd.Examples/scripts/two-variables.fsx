// The two-variable example in F#: dotnet build -c Release, then dotnet fsi Autograd.Examples/scripts/two-variables.fsx
#r "../../Autograd.Graph/bin/Release/net10.0/Autograd.Graph.dll"

open System
open Autograd.Graph
open Autograd.Graph.Engine
open type Autograd.Graph.Prelude

let x0, x1 = Variable "x0", Variable "x1"
let f = Square x0 + 2.0 * Square x1 - x0 / 4.0
let df = f.Gradient [| x0; x1 |]

printfn $"f         = {f}"
printfn $"gradient  = {df}"
printfn $"at (3, 4) = {df.Evaluate<float> [| x0.Bind 3.0; x1.Bind 4.0 |]}"

// A compiled step of gradient descent on a vector, a hundred times.
let step = Compile<float>.Function(Func<Expr, Expr>(fun x -> x - 0.1 * (Square x).Sum().Gradient x))
let start = Literal(Tensor.Vector [| -3.0; 4.0 |])
let last = Seq.fold (fun (x: Expr) _ -> step.Invoke x) start (seq { 1..100 })
printfn $"descent   = {last.Evaluate<float> [||]}"
