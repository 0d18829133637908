// Added to cmd/go's tests by npm run test:go-scripts of go-mod-download: each go command of a script gets a
// module proxy of go-mod-download that stands in for the GOPROXY list it would have used.

package main_test

import (
	"bytes"
	"cmd/internal/script"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// lender is where module proxies are lent; the tests run as ever without one.
var lender = os.Getenv("MODULE_PROXY_LENDER")

// showsSettings are commands that download nothing, and whose output holds GOPROXY or is that of no module.
var showsSettings = []string{"bug", "env", "help", "telemetry", "version"}

type loan struct {
	ID      string `json:"id"`
	GOPROXY string `json:"goproxy"`
	Base    string `json:"base"`
}

type outputs struct {
	ID     string `json:"id"`
	Stdout string `json:"stdout"`
	Stderr string `json:"stderr"`
}

func throughModuleProxy(cmd script.Cmd, s *script.State, args []string) (script.WaitFunc, error) {
	if lender == "" || len(args) == 0 || slices.Contains(showsSettings, args[0]) {
		return cmd.Run(s, args...)
	}
	settings, err := settingsOf(s)
	if err != nil {
		// What is wrong with the settings is for the go command itself to say.
		return cmd.Run(s, args...)
	}
	var lent loan
	if err := ask("lend", settings, &lent); err != nil {
		return nil, err
	}
	was, _ := s.LookupEnv("GOPROXY")
	if err := s.Setenv("GOPROXY", lent.GOPROXY); err != nil {
		return nil, err
	}
	wait, err := cmd.Run(s, args...)
	if resetErr := s.Setenv("GOPROXY", was); err == nil {
		err = resetErr
	}
	if err != nil || wait == nil {
		return wait, err
	}
	return func(s *script.State) (string, string, error) {
		stdout, stderr, err := wait(s)
		said := outputs{ID: lent.ID}
		if strings.Contains(stdout, lent.Base) {
			said.Stdout = stdout
		}
		if strings.Contains(stderr, lent.Base) {
			said.Stderr = stderr
		}
		var rewritten outputs
		if askErr := ask("return", said, &rewritten); askErr != nil {
			return stdout, stderr, askErr
		}
		if said.Stdout != "" {
			stdout = rewritten.Stdout
		}
		if said.Stderr != "" {
			stderr = rewritten.Stderr
		}
		return stdout, stderr, err
	}, nil
}

// settingsOf asks as go-mod-download does: in a folder without go.mod, so that no toolchain is chosen.
func settingsOf(s *script.State) (map[string]any, error) {
	cmd := exec.Command(testGo, "env", "-json", "GOPROXY", "GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOAUTH")
	cmd.Dir = testTmpDir
	cmd.Env = append(slices.Clone(s.Environ()), "PWD="+testTmpDir, "GOTOOLCHAIN=local", "GOWORK=off", "TEST_TELEMETRY_DIR="+testTmpDir)
	out, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	var settings map[string]any
	if err := json.Unmarshal(out, &settings); err != nil {
		return nil, err
	}
	env := map[string]string{}
	for _, variable := range s.Environ() {
		name, value, _ := strings.Cut(variable, "=")
		env[name] = value
	}
	settings["env"] = env
	return settings, nil
}

func ask(verb string, question, answer any) error {
	body, err := json.Marshal(question)
	if err != nil {
		return err
	}
	response, err := http.Post(lender+"/"+verb, "application/json", bytes.NewReader(body))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s/%s: %s", lender, verb, response.Status)
	}
	return json.NewDecoder(response.Body).Decode(answer)
}
