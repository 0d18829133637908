// Judge says of texts and files what the go command makes of them, through the packages of golang.org/x/mod that
// it is built with. It reads one question a line and writes one answer a line, both JSON.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/dirhash"
	"golang.org/x/mod/zip"
)

type question struct {
	Kind string `json:"kind"`
	// The text of a go.mod or go.work, one byte a character.
	Text string `json:"text"`
	// The file of a zip, the module it should be of, and a folder that it may be extracted below.
	File, Path, Version, Folder string
}

type answer struct {
	// Why it is refused; empty when it is accepted.
	Refused string `json:"refused"`
	// What was read, in one form.
	Value []string `json:"value,omitempty"`
}

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := json.NewEncoder(os.Stdout)
	decoder := json.NewDecoder(in)
	for decoder.More() {
		var q question
		if err := decoder.Decode(&q); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		value, err := judge(q)
		a := answer{Value: value}
		if err != nil {
			a = answer{Refused: err.Error()}
		}
		if err := out.Encode(a); err != nil {
			os.Exit(1)
		}
	}
}

func judge(q question) ([]string, error) {
	switch q.Kind {
	case "go.mod":
		f, err := modfile.Parse("go.mod", bytesOf(q.Text), fix)
		if err != nil {
			return nil, err
		}
		if f.Module == nil {
			return nil, errors.New("missing module declaration")
		}
		return valueOf(f), nil
	case "dependency":
		f, err := modfile.ParseLax("go.mod", bytesOf(q.Text), fix)
		if err != nil {
			return nil, err
		}
		return valueOf(f), nil
	case "go.work":
		f, err := modfile.ParseWork("go.work", bytesOf(q.Text), fix)
		if err != nil {
			return nil, err
		}
		return workValueOf(f), nil
	case "zip":
		return judgeZip(q)
	}
	return nil, fmt.Errorf("unknown kind %q", q.Kind)
}

func bytesOf(text string) []byte {
	bytes := make([]byte, 0, len(text))
	for _, r := range text {
		bytes = append(bytes, byte(r))
	}
	return bytes
}

// fix takes versions as cmd/go does (modload, fixVersion), but for the query of what is no version.
func fix(path, version string) (string, error) {
	if strings.HasPrefix(path, "gopkg.in/") && strings.Contains(version, "-gopkgin-") {
		version = version[strings.Index(version, "-gopkgin-")+len("-gopkgin-"):]
	}
	_, major, ok := module.SplitPathVersion(path)
	if !ok {
		return "", fmt.Errorf("malformed module path %q", path)
	}
	if version != "" && module.CanonicalVersion(version) == version {
		return version, module.CheckPathMajor(version, major)
	}
	return "", errors.New("a query")
}

func valueOf(f *modfile.File) []string {
	var value []string
	add := func(words ...any) { value = append(value, strings.TrimSpace(fmt.Sprintln(words...))) }
	if f.Module != nil {
		add("module", quoted(f.Module.Mod.Path))
	}
	if f.Go != nil {
		add("go", f.Go.Version)
	}
	if f.Toolchain != nil {
		add("toolchain", f.Toolchain.Name)
	}
	for _, r := range f.Require {
		add("require", quoted(r.Mod.Path), r.Mod.Version, r.Indirect)
	}
	for _, x := range f.Exclude {
		add("exclude", quoted(x.Mod.Path), x.Mod.Version)
	}
	for _, r := range f.Replace {
		add("replace", quoted(r.Old.Path), r.Old.Version, "=>", quoted(r.New.Path), r.New.Version)
	}
	for _, t := range f.Tool {
		add("tool", quoted(t.Path))
	}
	sort.Strings(value)
	return value
}

func workValueOf(f *modfile.WorkFile) []string {
	var value []string
	add := func(words ...any) { value = append(value, strings.TrimSpace(fmt.Sprintln(words...))) }
	if f.Go != nil {
		add("go", f.Go.Version)
	}
	if f.Toolchain != nil {
		add("toolchain", f.Toolchain.Name)
	}
	for _, u := range f.Use {
		add("use", quoted(u.Path))
	}
	for _, r := range f.Replace {
		add("replace", quoted(r.Old.Path), r.Old.Version, "=>", quoted(r.New.Path), r.New.Version)
	}
	sort.Strings(value)
	return value
}

// Bytes that are no UTF-8 count as one replacement character, however many: decoders differ in that.
func quoted(text string) string {
	text = replaced.ReplaceAllString(strings.ToValidUTF8(text, "\ufffd"), "\ufffd")
	encoded, _ := json.Marshal(text)
	return string(encoded)
}

var replaced = regexp.MustCompile("\ufffd+")

// judgeZip hashes and extracts as cmd/go does after a download (modfetch, downloadZip and unzip).
func judgeZip(q question) ([]string, error) {
	hash, err := dirhash.HashZip(q.File, dirhash.Hash1)
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp(q.Folder, "judged-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	tree := filepath.Join(folder, "tree")
	if err := zip.Unzip(tree, module.Version{Path: q.Path, Version: q.Version}, q.File); err != nil {
		return nil, fmt.Errorf("unzip %s: %w", hash, err)
	}
	var files []string
	err = filepath.WalkDir(tree, func(file string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			name, _ := filepath.Rel(tree, file)
			files = append(files, filepath.ToSlash(name))
		}
		return err
	})
	sort.Strings(files)
	return append([]string{hash}, files...), err
}
