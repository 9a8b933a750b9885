// The people of the programmes: found by any part of a name, each with a page of their own.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"

Item {
    id: page

    required property Shell shell
    readonly property People people: shell.people

    Roomy { // a list that has little room scrolls with what is above it
        anchors.fill: parent
        spacing: Theme.gap

        SectionHead {
            objectName: "people"
            Layout.fillWidth: true
            title: qsTr("ui.home.people")
            about: page.people.is_empty ? qsTr("ui.people.about") : ""
            act: qsTr("ui.people.add")
            onActed: page.people.person.add()
        }

        Flow {
            id: files

            Layout.fillWidth: true
            spacing: 10

            Button { objectName: "people.import"; width: Math.min(implicitWidth, files.width); glyph: "folder"; text: qsTr("moving.import"); onClicked: page.shell.moving.people.ask("people") }
            Button { objectName: "people.export"; width: Math.min(implicitWidth, files.width); visible: !page.people.is_empty; glyph: "export"; text: qsTr("moving.export"); onClicked: page.shell.moving.people.save_all("people") }
            Button { objectName: "history.import"; width: Math.min(implicitWidth, files.width); visible: !page.people.is_empty; glyph: "folder"; text: qsTr("history.import"); onClicked: page.shell.moving.people.ask("history") }
            Button { objectName: "history.export"; width: Math.min(implicitWidth, files.width); visible: !page.people.is_empty; glyph: "export"; text: qsTr("history.export"); onClicked: page.shell.moving.people.save_all("history") }
            Button { objectName: "clinic.export"; width: Math.min(implicitWidth, files.width); visible: !page.people.is_empty && page.shell.moving.clinic.may_all; glyph: "export"; text: qsTr("clinic_out.all"); onClicked: page.shell.moving.clinic.save_all() }
        }

        FieldError { objectName: "clinic.error"; Layout.fillWidth: true; text: page.shell.moving.clinic.form.general }
        Say { objectName: "clinic.said"; visible: text !== ""; Layout.fillWidth: true; text: page.shell.moving.clinic.said; wrapMode: Text.Wrap; Component.onDestruction: if (page.shell) page.shell.moving.clinic.forget() }

        Say { objectName: "people.said"; visible: text !== ""; Layout.fillWidth: true; text: page.shell.moving.people.said; wrapMode: Text.Wrap }
        Field { objectName: "people.search"; visible: !page.people.is_empty; Layout.fillWidth: true; hint: qsTr("ui.people.search"); onEdited: text => { page.people.search(text); list.positionViewAtBeginning() } }
        Say { // once said its line stays: the list below does not move, nor is it laid out anew, while somebody types
            property bool stays: false

            objectName: "people.of"
            visible: stays
            Layout.fillWidth: true
            kind: "caption"
            text: page.people.listed_of
            wrapMode: Text.Wrap
            onTextChanged: stays = stays || page.people.listed_of !== ""
        }

        Say { objectName: "people.erased"; visible: text !== ""; Layout.fillWidth: true; text: page.shell.home.erased_said; wrapMode: Text.Wrap }

        ScrollList {
            id: list

            objectName: "people.list"
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Math.min(contentHeight, 150 * Theme.factor)
            model: page.people.rows
            reuseItems: true

            Component.onCompleted: page.people.be_shown(true)
            Component.onDestruction: page.people.be_shown(false)

            delegate: ListRow {
                required property string key
                required property string name
                required note

                width: ListView.view.width
                objectName: "people." + key
                glyph: "person"
                text: name
                onClicked: page.people.person.show(key)
            }
        }
    }

    PersonSheet { objectName: "person"; parent: page.parent.parent.parent; page: page.people.person; picture: page.people.picture; onCourse: person => page.shell.home.show_course(person); onBeforehand: person => page.shell.home.show_beforehand(person); onRecord: person => page.shell.home.show_record(person); onSame: (person, other) => page.people.same.ask(person, other) }

    SamePersonSheet { objectName: "same"; parent: page.parent.parent.parent; z: 21; same: page.people.same }

    PeopleFile { parent: page.parent.parent.parent; z: 21; files: page.shell.moving.people }

    Connections {
        target: page.people.same

        function onJoined(person: string) { page.people.person.show(person) }
    }

    Connections {
        target: page.shell.home

        function onErased() { page.people.person.close(); page.people.search("") }
    }
}
