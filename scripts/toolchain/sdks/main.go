// Writes the SDKs of a Pulumi package, as `pulumi package gen-sdk` does where the language hosts are installed:
// sdks SCHEMA FOLDER writes FOLDER/python and FOLDER/go.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "evenkeel"

func main() {
	if len(os.Args) != 3 {
		fail(fmt.Errorf("usage: sdks SCHEMA FOLDER"))
	}
	pkg, err := read(os.Args[1])
	if err != nil {
		fail(err)
	}
	generate := map[string]func() (map[string][]byte, error){
		"python": func() (map[string][]byte, error) { return python.GeneratePackage(tool, pkg, nil, nil) },
		"go":     func() (map[string][]byte, error) { return gogen.GeneratePackage(tool, pkg, nil) },
	}
	for language, files := range generate {
		if err := write(filepath.Join(os.Args[2], language), files); err != nil {
			fail(fmt.Errorf("%s: %w", language, err))
		}
	}
}

// Reads a schema, with the same checks as the engine makes before it generates anything.
func read(file string) (*schema.Package, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	pkg, diagnostics, err := schema.BindSpec(spec, nil, schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	// A warning is an error here: nobody would read it.
	if len(diagnostics) > 0 {
		return nil, diagnostics
	}
	return pkg, nil
}

func write(folder string, generate func() (map[string][]byte, error)) error {
	files, err := generate()
	if err != nil {
		return err
	}
	for name, text := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
